import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { compose } from '../src/compose.ts';
import type { Intent, MailFlow } from '../src/model/intent.ts';
import type { MailOutcome, MailResult } from '../src/model/mail-result.ts';
import type { Verdict } from '../src/model/finding.ts';
import { audit } from '../src/verbs/audit.ts';
import { mail } from '../src/verbs/mail.ts';
import { startAcme } from './acme/app.ts';
import { acmeSettings, type AcmeMail } from './acme/settings.ts';
import { appBut, changed, type WorldChange } from './faults/change.ts';
import { recordsAre } from './faults/dns.ts';
import { changeHost } from './faults/web.ts';
import { DOMAIN, SECURITY_HEADERS } from './healthy.ts';
import { freePort } from './free-port.ts';
import { intentOf } from './scenario.ts';
import { startWorld } from './world.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** What Resend would show for the domain, with a key of which we have the other half. */
export const KEY_RECORD = `p=${pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
export const SIGNER = { domainName: DOMAIN, keySelector: 'resend', privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
/** Mail that is signed by DKIM, and perhaps changed afterwards, as a careless relay does. */
export function signed(dkim: typeof SIGNER, change: (raw: string) => string = (raw) => raw): NonNullable<AcmeMail['compose']> {
  return async (mail) => {
    const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({ ...mail, dkim });
    return change((message as Buffer).toString('latin1'));
  };
}
/** Amazon SES in the healthy world, through which Resend sends. */
export const SES_ADDRESS = '198.51.100.130';
const ADA = `admin@${DOMAIN}`;

/** Acme Assist is asked for a password reset; what arrives at our sink is judged. */
export interface MailScenario {
  readonly name: string;
  readonly changes?: readonly WorldChange[];
  readonly sends?: Partial<AcmeMail>;
  /** Where the app thinks it lives. */
  readonly origin?: string;
  readonly intent?: Partial<Intent>;
  readonly flow?: Partial<MailFlow>;
  /** The mail server that Acme hands its mail to takes it and loses it. */
  readonly loses?: true;
  /** Findings of class incident and above, as `check:problem`. */
  readonly finds: readonly string[];
  readonly unknown?: readonly string[];
  /** Checks that are run afterwards, with what was kept of the mail. */
  readonly checks?: readonly string[];
  /** Default: it arrived. */
  readonly outcome?: MailOutcome['outcome'];
}

export async function runMailScenario(scenario: MailScenario): Promise<MailResult & { readonly verdicts: readonly Verdict[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'range-mail-'));
  const port = await freePort();
  const lost = await freePort();
  const hole = scenario.loses ? await blackHole(lost) : undefined;
  const acmeMail: AcmeMail = {
    host: '127.0.0.1',
    port: hole ? lost : port,
    from: `no-reply@${DOMAIN}`,
    bounces: `bounce-7@send.${DOMAIN}`,
    compose: signed(SIGNER),
    ...scenario.sends,
  };
  const app = await startAcme(acmeSettings({ origin: scenario.origin ?? `https://app.${DOMAIN}`, mail: acmeMail }));
  const edge = SECURITY_HEADERS.filter(([name]) => name === 'cf-ray');
  const mount = changeHost('app', (host) => ({ ...host, https: { routes: { '*': { proxy: `127.0.0.1:${app.port}` } }, headers: edge } }));
  const world = await startWorld(changed(appBut(), mount, recordsAre('resend._domainkey', 'TXT', KEY_RECORD), ...(scenario.changes ?? [])));
  const request = { url: `https://app.${DOMAIN}/api/forgot`, method: 'POST', headers: {}, fields: { email: '{address}' }, as: 'form' } as const;
  const intent: Intent = {
    ...intentOf(world),
    owned: [DOMAIN],
    active: true,
    mailReceiving: { smtp: { listen: `127.0.0.1:${port}`, sentFrom: SES_ADDRESS } },
    mailFlows: [{ name: 'password-reset', purpose: 'reset', address: ADA, request, withinMs: 5000, ...scenario.flow }],
    ...scenario.intent,
  };
  try {
    const deps = compose({ folder, env: {} });
    const result = await mail({ intent, signal: AbortSignal.timeout(30_000) }, deps);
    if (!scenario.checks) return { ...result, verdicts: [] };
    const later = await audit({ intent, selection: { checks: scenario.checks }, archive: false, signal: AbortSignal.timeout(30_000) }, deps);
    return { ...result, verdicts: later.assessment.verdicts };
  } finally {
    await Promise.all([world.stop(), app.close(), hole?.(), rm(folder, { recursive: true, force: true })]);
  }
}

/** An SMTP server that takes every mail and forgets it. */
async function blackHole(port: number): Promise<() => Promise<void>> {
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      stream.on('end', () => done());
      stream.resume();
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => new Promise((resolve) => server.close(resolve));
}
