import { createTransport } from 'nodemailer';
import type { AcmeSettings } from './settings.ts';

/** Sends one plain mail through the SMTP server of the settings. Rejects when it does not take it. */
export async function sendMail(settings: AcmeSettings, to: string, subject: string, text: string): Promise<void> {
  if (!settings.mail) throw new Error('no mail server configured');
  const { host, port, from } = settings.mail;
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true, connectionTimeout: 3000, greetingTimeout: 3000, socketTimeout: 3000 });
  try {
    await transport.sendMail({ from: `"Acme Assist" <${from}>`, to, subject, text });
  } finally {
    transport.close();
  }
}

export function resetMail(origin: string, name: string, token: string): { subject: string; text: string } {
  return {
    subject: 'Your new Acme password',
    text: `Hello ${name},\n\nchoose a new password here (the link works for 30 minutes):\n\n${origin}/reset?token=${token}\n\nIf you did not ask for this, ignore this mail.\n`,
  };
}
