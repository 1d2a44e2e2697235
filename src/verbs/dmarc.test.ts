import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blindIo, makeIntent, NOW } from '../engine/engine.fixture.ts';
import { mailWith, reportXml, zipOf } from '../formats/dmarc-report.fixture.ts';
import type { DmarcResult } from '../model/dmarc-result.ts';
import { keptFiles } from '../store/kept-files.ts';
import { readDmarcReports, type DmarcRequest } from './dmarc.ts';
import { DAY_S, founderReports } from './dmarc/founder-reports.fixture.ts';

const NOW_S = NOW / 1000;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmarc-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, 'in', name), content);
}

function read(changes: Partial<DmarcRequest> = {}): Promise<DmarcResult> {
  const deps = { kept: keptFiles(folder), openIo: () => Promise.resolve(blindIo()) };
  return readDmarcReports({ paths: [join(folder, 'in')], mailbox: false, intent: makeIntent(), signal: new AbortController().signal, ...changes }, deps);
}

test('sixteen days of mail: who sends, what fails, what to do', async () => {
  await write(founderReports(NOW_S, true));
  const { domains, read: counts, keptIn } = await read();
  expect(counts).toMatchObject({ files: 16, aggregate: 16, again: 0, refusedCount: 0 });
  expect(keptIn).toContain('dmarc-reports.json');
  expect(domains).toHaveLength(1);
  expect(domains[0]).toMatchObject({
    domain: 'acme.example',
    days: 16,
    from: '2026-11-09',
    to: '2026-11-24',
    messages: 16 * 265 + 2 + 8,
    published: 'none',
    quarantined: 8,
  });
  expect(domains[0]?.sources).toMatchObject([
    { name: 'Google Workspace', kind: 'service', messages: 3840, aligned: 3840, state: 'nothing', says: '' },
    { name: 'Resend', kind: 'service', messages: 352, aligned: 352, state: 'nothing' },
    { name: 'Mailchimp', kind: 'service', messages: 48, aligned: 0, state: 'work' },
    { name: 'Senders that prove nothing', kind: 'stranger', messages: 8, state: 'look', addresses: ['198.51.100.66'] },
    { name: 'Passed on by club.example', kind: 'forwarder', messages: 2, state: 'nothing' },
  ]);
  expect(domains[0]?.sources[2]?.says).toContain(
    'This is Mailchimp without a DKIM key of yours. All of its mail fails: it is signed, but not for acme.example. Add these records.',
  );
  expect(domains[0]?.sources[2]?.records.join('\n')).toMatch(/CNAME at .*k2\._domainkey.* \(in acme\.example\)[\s\S]*values: mailchimp\.com/);
  expect(domains[0]?.readiness).toEqual({
    state: 'not-yet',
    next: 'quarantine',
    says: 'Not ready for p=quarantine: nearly all mail of Mailchimp fails and would be lost, although 98.6 % of all mail passes',
  });
});

test('ready when the ladder of the audit says so', async () => {
  await write(founderReports(NOW_S, false));
  const [domain] = (await read()).domains;
  expect(domain?.readiness).toEqual({
    state: 'ready',
    next: 'quarantine',
    says: 'Ready for p=quarantine: 99.8 % of 4202 messages in 16 days passed; wanted are 98 % in 14 days',
  });
});

test('the same reports again, in other wrappings and from another place, count once', async () => {
  const reports = founderReports(NOW_S, true);
  await write(reports);
  const before = await read();
  await write({ 'all.zip': zipOf(reports), 'one.eml': mailWith(gzipSync(Object.values(reports)[0] ?? '')) });
  const after = await read();
  expect(after.read).toMatchObject({ aggregate: 0, again: 33 });
  expect(after.domains).toEqual(before.domains);
  // Without a path: what is kept.
  expect((await read({ paths: [] })).domains).toEqual(before.domains);
});

test('bad files are told with their reason and stop nothing; what is no plain file is not opened', async () => {
  await write({
    'a.xml': reportXml({ begin: NOW_S - 2 * DAY_S }),
    'b.gz': gzipSync(reportXml()).subarray(0, 99),
    'c.txt': 'hello',
    'd.xml': reportXml({ id: '2', begin: NOW_S + 9 * DAY_S }),
  });
  await symlink('/dev/zero', join(folder, 'in', 'e'));
  const result = await read();
  expect(result.read).toMatchObject({ files: 4, aggregate: 1, refusedCount: 3 });
  expect(result.read.refused.map(({ code, reason }) => `${code}: ${reason}`)).toEqual([
    'truncated: the packed data ends too early; the file is cut off',
    'no-report: it is neither a report (XML, JSON), nor packed (zip, gzip), nor a mail',
    'malformed: it is about a time that has not come yet (2026-12-05)',
  ]);
  expect(await keptFiles(folder).load('dmarc-reports')).toMatchObject({ refused: [{ code: 'truncated' }, { code: 'no-report' }, { code: 'malformed' }] });
  await expect(read({ paths: [join(folder, 'nowhere')] })).rejects.toThrow('there is no file or folder');
});

test('old reports are shown and not kept; standard input is read', async () => {
  const stdin = (async function* () {
    yield await Promise.resolve(Buffer.from(reportXml({ begin: 1_700_000_000 })));
  })();
  const result = await read({ paths: [], stdin });
  expect(result.read).toMatchObject({ files: 1, aggregate: 1, old: 1 });
  expect(result.domains[0]?.readiness.says).toBe('Not ready for p=quarantine: the newest report ends on 2023-11-15, which says nothing about today');
  expect(await keptFiles(folder).load('dmarc-reports')).toMatchObject({ reports: [], days: [] });
});

test('a kept file that is not ours is a clear error, and stays', async () => {
  await keptFiles(folder).update('dmarc-reports', () => ({ schema: 'other' }));
  await write({ 'a.xml': reportXml() });
  await expect(read()).rejects.toThrow('cannot be used');
});

test('the mailbox needs a line of the config and its password in the environment', async () => {
  await expect(read({ paths: [], mailbox: true })).rejects.toThrow('the config names no mailbox');
  const reportMailbox = { host: '127.0.0.1', port: 1, user: 'u', passwordEnv: 'REPORTS_PASSWORD', folder: 'INBOX' };
  await expect(read({ paths: [], mailbox: true, intent: makeIntent({ reportMailbox }) })).rejects.toThrow('REPORTS_PASSWORD');
});
