import { createTransport, type SendMailOptions } from 'nodemailer';
import type { AcmeSettings } from './settings.ts';

/** Sends one plain mail through the SMTP server of the settings. Rejects when it does not take it. */
export async function sendMail(settings: AcmeSettings, to: string, subject: string, text: string): Promise<void> {
  if (!settings.mail) throw new Error('no mail server configured');
  const { host, port, from, bounces, dkim, rewrite } = settings.mail;
  const message = { from: `"Acme Assist" <${from}>`, to, subject, text, ...(dkim && { dkim }) };
  const envelope = { from: bounces ?? from, to };
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true, connectionTimeout: 3000, greetingTimeout: 3000, socketTimeout: 3000 });
  try {
    await transport.sendMail(rewrite ? { envelope, raw: rewrite(await composed(message)) } : { ...message, envelope });
  } finally {
    transport.close();
  }
}

async function composed(message: SendMailOptions): Promise<string> {
  const { message: bytes } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(message);
  return (bytes as Buffer).toString('latin1');
}

export function resetMail(origin: string, name: string, token: string): { subject: string; text: string } {
  return {
    subject: 'Your new Acme password',
    text: `Hello ${name},\n\nchoose a new password here (the link works for 30 minutes):\n\n${origin}/reset?token=${token}\n\nIf you did not ask for this, ignore this mail.\n`,
  };
}
