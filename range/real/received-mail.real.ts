import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import { type DnsChange, RECORD_OUTPUTS, zoneEdit } from '../../src/formats/record-outputs/index.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { Intent } from '../../src/model/intent.ts';
import { audit } from '../../src/verbs/audit.ts';
import { mail } from '../../src/verbs/mail.ts';
import { startAcme } from '../acme/app.ts';
import { acmeSettings } from '../acme/settings.ts';
import { appBut, changed } from '../faults/change.ts';
import { recordsAre, withoutRecords } from '../faults/dns.ts';
import { changeHost } from '../faults/web.ts';
import { DOMAIN, NAME_SERVERS, SECURITY_HEADERS } from '../healthy.ts';
import { intentOf } from '../scenario.ts';
import { startRelay } from './mail.ts';
import { startOpendkim } from './opendkim.ts';
import { freePort } from '../free-port.ts';

import { startRealWorld } from './world.ts';

/* Acme Assist hands its password reset to Postfix, OpenDKIM signs it, Postfix passes it on to our sink; the zone is served by Knot and changed by nsupdate. */

const run = promisify(execFile);
const SENT_FROM = '203.0.113.25';
const APEX_SPF = `v=spf1 include:_spf.google.com ip4:${SENT_FROM} ~all`;
const SPF = `v=spf1 ip4:${SENT_FROM} -all`;
const DMARC = `v=DMARC1; p=quarantine; rua=mailto:dmarc@${DOMAIN}`;
const AUTHENTICATION = 'email/received-authentication';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = `v=DKIM1; k=rsa; p=${pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
const folder = await mkdtemp(join(tmpdir(), 'range-opendkim-'));
const sinkPort = await freePort();
const opendkim = await startOpendkim(
  { domain: DOMAIN, selector: 's1', privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
  folder,
);
const postfix = await startRelay({ name: `out.${DOMAIN}`, next: `127.0.0.1:${sinkPort}`, milter: `127.0.0.1:${opendkim.port}` }, folder);
const app = await startAcme(
  acmeSettings({
    origin: `https://app.${DOMAIN}`,
    mail: { host: '127.0.0.1', port: postfix.port, from: `no-reply@app.${DOMAIN}`, bounces: `bounces@send.${DOMAIN}` },
  }),
);
const edge = SECURITY_HEADERS.filter(([name]) => name === 'cf-ray');
const world = await startRealWorld(
  changed(
    appBut(),
    changeHost('app', (host) => ({ ...host, https: { routes: { '*': { proxy: `127.0.0.1:${app.port}` } }, headers: edge } })),
    withoutRecords('resend._domainkey'),
    recordsAre('s1._domainkey', 'TXT', KEY),
    recordsAre('send', 'TXT', SPF),
    recordsAre('@', 'TXT', APEX_SPF),
    recordsAre('_dmarc', 'TXT', DMARC),
  ),
);
afterAll(async () => {
  await Promise.all([world.stop(), postfix.stop(), opendkim.stop(), app.close()]);
  await rm(folder, { recursive: true, force: true });
});

const deps = compose({ folder, env: {} });
const request = { url: `https://app.${DOMAIN}/api/forgot`, method: 'POST', headers: {}, fields: { email: '{address}' }, as: 'json' } as const;
const intent: Intent = {
  ...intentOf(world),
  owned: [DOMAIN],
  active: true,
  mailReceiving: { smtp: { listen: `127.0.0.1:${sinkPort}`, sentFrom: SENT_FROM } },
  mailFlows: [{ name: 'password-reset', purpose: 'reset', address: `admin@${DOMAIN}`, request, withinMs: 10_000 }],
};

/** Changes the zone at each of its servers, as a person with nsupdate does. */
async function update(changes: readonly DnsChange[]): Promise<void> {
  const file = join(folder, 'update');
  for (const { address } of NAME_SERVERS) {
    const [host, port] = (world.network.routes[`${address}:53`] ?? '').split(':');
    await writeFile(file, `server ${host} ${port}\n${RECORD_OUTPUTS.nsupdate.print(zoneEdit(DOMAIN, changes))}`);
    await run('nsupdate', [file]);
  }
}
const text = (op: 'add' | 'remove', label: string, value: string): DnsChange => ({
  kind: 'dns',
  op,
  name: label === '@' ? DOMAIN : `${label}.${DOMAIN}`,
  type: 'TXT',
  ttl: 300,
  data: (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' '),
});

/** Judges the mail that was received against what DNS says now; no new mail is sent. */
async function auditAgain(): Promise<Assessment> {
  return (await audit({ intent, selection: { checks: [AUTHENTICATION] }, archive: false, signal: AbortSignal.timeout(20_000) }, deps)).assessment;
}
const found = ({ findings }: Assessment): string[] => findings.map(({ problem }) => problem);

describe('a mail of the app, signed by OpenDKIM, through Postfix', () => {
  test('arrives, and is proven', async () => {
    const { assessment, outcomes } = await mail({ intent, signal: AbortSignal.timeout(30_000) }, deps);
    expect(outcomes).toEqual([{ flow: 'password-reset', outcome: 'arrived' }]);
    expect(assessment.findings.map(({ check, problem }) => `${check}:${problem}`)).toEqual([]);
    expect(assessment.verdicts.find(({ check }) => check === AUTHENTICATION)).toMatchObject({
      outcome: 'pass',
      reason: `signed and aligned: password-reset by ${DOMAIN} (selector s1)`,
    });
  });

  const BROKEN: readonly (readonly [what: string, changes: readonly DnsChange[], problem: string, fixed: readonly DnsChange[]])[] = [
    [
      'SPF stands at the domain only, not where the mail comes from',
      [text('remove', 'send', SPF)],
      'spf-wrong-name',
      [text('add', 'send', `v=spf1 ip4:${SENT_FROM} ~all`)],
    ],
    [
      'the key stands at a name with the domain typed twice',
      [text('remove', 's1._domainkey', KEY), text('add', `s1._domainkey.${DOMAIN}`, KEY)],
      'key-misplaced',
      [text('remove', `s1._domainkey.${DOMAIN}`, KEY), text('add', 's1._domainkey', KEY)],
    ],
    [
      'the policy is stricter than the names',
      [text('remove', '_dmarc', DMARC), text('add', '_dmarc', 'v=DMARC1; p=reject; adkim=s; aspf=s')],
      'not-aligned',
      [text('remove', '_dmarc', 'v=DMARC1; p=reject; adkim=s; aspf=s'), text('add', '_dmarc', 'v=DMARC1; p=reject')],
    ],
  ];
  test.each(BROKEN)('%s: found, repaired by the proposed records, green', async (_, changes, problem, fixed) => {
    await update(changes);
    const broken = await auditAgain();
    expect(found(broken)).toEqual([problem]);
    const [finding] = broken.findings;
    expect(finding?.fix.changes).toEqual(fixed);
    expect(finding?.fix.trial).toMatchObject({ outcome: 'clears' });
    await update((finding?.fix.changes ?? []) as readonly DnsChange[]);
    const again = await auditAgain();
    expect(found(again)).toEqual([]);
    expect(again.verdicts).toMatchObject([{ check: AUTHENTICATION, outcome: 'pass' }]);
  });

  test('a new mail after all repairs is proven as well', async () => {
    const { assessment } = await mail({ intent, signal: AbortSignal.timeout(30_000) }, deps);
    expect(found(assessment)).toEqual([]);
  });

  test('a key of somebody else: the mail counts as changed or signed by another', async () => {
    const other = `v=DKIM1; k=rsa; p=${generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;
    await update([text('remove', 's1._domainkey', KEY), text('add', 's1._domainkey', other)]);
    expect(found(await auditAgain())).toEqual(['headers-changed']);
    await update([text('remove', 's1._domainkey', other), text('add', 's1._domainkey', KEY)]);
    expect(found(await auditAgain())).toEqual([]);
  });
});
