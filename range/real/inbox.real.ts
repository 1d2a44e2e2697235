import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import { mailWith } from '../../src/formats/dmarc-report.fixture.ts';
import { tlsReportJson } from '../../src/formats/tls-report.fixture.ts';
import type { Intent } from '../../src/model/intent.ts';
import type { MailResult } from '../../src/model/mail-result.ts';
import { audit } from '../../src/verbs/audit.ts';
import { readDmarcReports } from '../../src/verbs/dmarc.ts';
import { founderReports } from '../../src/verbs/dmarc/founder-reports.fixture.ts';
import { mail } from '../../src/verbs/mail.ts';
import { startAcme } from '../acme/app.ts';
import { acmeSettings } from '../acme/settings.ts';
import { appBut, changed } from '../faults/change.ts';
import { recordsAre } from '../faults/dns.ts';
import { changeHost } from '../faults/web.ts';
import { DOMAIN, SECURITY_HEADERS } from '../healthy.ts';
import { startMail } from '../mail.ts';
import { KEY_RECORD, SES_ADDRESS, signed, SIGNER } from '../mail-run.ts';
import { intentOf } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { startDovecot } from './dovecot.ts';

/* Acme Assist sends its password reset to the founder's mail server, which puts it into a folder of a Dovecot mailbox; the product finds it there over IMAP. */

const folder = await mkdtemp(join(tmpdir(), 'range-dovecot-'));
const dovecot = await startDovecot(folder);
let into = 'INBOX';
const saved: Promise<void>[] = [];
const server = await startMail([{ name: `mail.${DOMAIN}`, address: '203.0.113.60' }], ({ host, from, to, raw }) => {
  // The second provider of the placement test trusts nobody.
  if (to.some((address) => address.startsWith('strict+'))) into = 'Junk';
  if (to.some((address) => address.startsWith('kind+'))) into = 'INBOX';
  const received = `Received: from mail.send.${DOMAIN} (mail.send.${DOMAIN} [${SES_ADDRESS}]) by ${host}; ${new Date().toUTCString()}\r\n`;
  if (into !== '') saved.push(dovecot.save(into, `Return-Path: <${from}>\r\n${received}${raw}`));
});
const [, port = ''] = (server.routes['203.0.113.60:25'] ?? '').split(':');
const app = await startAcme(
  acmeSettings({
    origin: `https://app.${DOMAIN}`,
    mail: { host: '127.0.0.1', port: Number(port), from: `no-reply@${DOMAIN}`, bounces: `bounce-7@send.${DOMAIN}`, compose: signed(SIGNER) },
  }),
);
const edge = SECURITY_HEADERS.filter(([name]) => name === 'cf-ray');
const mount = changeHost('app', (host) => ({ ...host, https: { routes: { '*': { proxy: `127.0.0.1:${app.port}` } }, headers: edge } }));
const world = await startWorld(changed(appBut(), mount, recordsAre('resend._domainkey', 'TXT', KEY_RECORD)));
afterAll(async () => {
  await Promise.all(saved);
  await Promise.all([world.stop(), app.close(), server.stop(), dovecot.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const account = { host: 'localhost', port: dovecot.port, user: dovecot.user, passwordEnv: 'INBOX_PASSWORD' };
const deps = compose({ folder, env: { INBOX_PASSWORD: dovecot.password } });
const request = { url: `https://app.${DOMAIN}/api/forgot`, method: 'POST', headers: {}, fields: { email: '{address}' }, as: 'form' } as const;
const intent: Intent = {
  ...intentOf(world),
  owned: [DOMAIN],
  active: true,
  mailReceiving: { imap: account },
  reportMailbox: { ...account, folder: 'Reports' },
  mailFlows: [{ name: 'password-reset', purpose: 'reset', address: `admin@${DOMAIN}`, request, withinMs: 6000 }],
};
const receive = (over: Partial<Intent> = {}, withDeps = deps): Promise<MailResult> =>
  mail({ intent: { ...intent, ...over }, signal: AbortSignal.timeout(40_000) }, withDeps);
const found = ({ assessment }: MailResult): string[] => assessment.findings.filter((one) => one.class !== 'later').map((one) => `${one.check}:${one.problem}`);

describe('a mailbox on Dovecot, over IMAP', () => {
  test('a mail in another folder than spam is found, proven, and stays unread', async () => {
    into = 'INBOX';
    const result = await receive();
    expect(result.outcomes).toEqual([{ flow: 'password-reset', outcome: 'arrived' }]);
    expect(found(result)).toEqual([]);
    expect(result.assessment.verdicts.find(({ check }) => check === 'email/received-authentication')?.reason).toContain('signed and aligned');
    expect(await dovecot.flags('INBOX')).not.toContain('\\Seen');
  });

  test('a mail in the spam folder is found there, and that is a finding', async () => {
    into = 'Junk';
    const result = await receive();
    expect(result.outcomes).toEqual([{ flow: 'password-reset', outcome: 'arrived' }]);
    expect(found(result)).toEqual(['email/received-arrival:spam']);
  });

  test('a mail that the server threw away never arrives; the older ones do not count', async () => {
    into = '';
    expect(found(await receive({ mailFlows: (intent.mailFlows ?? []).map((flow) => ({ ...flow, withinMs: 2500 })) }))).toEqual([
      'email/received-arrival:never-arrived',
    ]);
  });

  test('a wrong password and an authority that nobody trusts are said, and nothing is looked at', async () => {
    await expect(receive({}, compose({ folder, env: { INBOX_PASSWORD: 'wrong' } }))).rejects.toThrow(/refused the user name or password/);
    await expect(receive({ network: { ...intent.network, trust: [] } })).rejects.toThrow(/could not be read: .*certificate/);
  });

  test('a placement test: each mail goes to every seed mailbox, and one provider puts it into spam', async () => {
    const lead = { ...request, url: `https://app.${DOMAIN}/api/lead`, fields: { name: 'Ada', email: '{address}', text: 'Hello' } };
    const mailFlows = [{ name: 'thanks', purpose: 'confirmation', request: lead, withinMs: 6000 }] as const;
    const seeds = ['kind', 'strict'].map((name) => ({ name, address: `${name}+{token}@${DOMAIN}`, imap: account }));
    const result = await receive(
      { mailReceiving: { seeds }, mailFlows },
      compose({ folder: join(folder, 'seeds'), env: { INBOX_PASSWORD: dovecot.password } }),
    );
    expect(result.outcomes).toEqual(['kind', 'strict'].map((name) => ({ flow: `thanks@${name}`, outcome: 'arrived' })));
    expect(found(result).toSorted()).toEqual(['email/received-arrival:spam', 'email/received-placement:part-in-spam']);
    expect(result.assessment.findings.find(({ problem }) => problem === 'part-in-spam')?.says).toContain('landed in spam: ');
  });

  test('reports are read from their folder, and the audit judges by them', async () => {
    const nowS = Date.now() / 1000;
    for (const xml of Object.values(founderReports(nowS, true))) await dovecot.save('Reports', mailWith(gzipSync(xml)));
    const tls = gzipSync(tlsReportJson({ begin: nowS - 86_400, failed: 40 }));
    await dovecot.save('Reports', mailWith(tls, { type: 'application/tlsrpt+gzip', name: 'report.json.gz' }));
    await dovecot.save('Reports', 'From: ada@acme.example\r\nSubject: lunch\r\n\r\nhello\r\n');
    const read = { paths: [], mailbox: true, intent, signal: AbortSignal.timeout(40_000) };
    const first = await readDmarcReports(read, deps);
    expect(first.read).toMatchObject({ files: 18, aggregate: 16, tls: 1, otherMails: 1, refusedCount: 0 });
    expect(first.domains[0]).toMatchObject({ domain: DOMAIN, days: 16, readiness: { state: 'not-yet' } });
    // Read again: nothing counts twice, and no mail is marked.
    expect((await readDmarcReports(read, deps)).read).toMatchObject({ aggregate: 0, again: 17 });
    expect(await dovecot.flags('Reports')).not.toContain('\\Seen');
    const checks = ['email/dmarc-ladder', 'email/tls-reports'];
    const { assessment } = await audit({ intent, selection: { checks }, archive: false, signal: AbortSignal.timeout(40_000) }, deps);
    expect(assessment.findings.map((one) => `${one.check}:${one.problem}`).toSorted()).toEqual([
      'email/dmarc-ladder:hits-own-mail',
      'email/tls-reports:mail-held',
    ]);
  });
});
