import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localCa } from '../../range/ca.ts';
import { mailWith, reportXml } from '../formats/dmarc-report.fixture.ts';
import { Secret } from '../model/text.ts';
import type { ReportInput } from './report-files.ts';
import { mailboxMails } from './report-mailbox.ts';

const PASSWORD = 'correct horse';
const MAILS = [mailWith(gzipSync(reportXml())), 'Subject: lunch\r\n\r\nAt noon?\r\n'];
const commands: string[] = [];
const ca = localCa();
let server: Server;

/** As much of IMAP4rev1 as reading needs (RFC 3501), with every command written down. */
function serve(socket: TLSSocket): void {
  let pending = '';
  socket.on('error', () => undefined);
  socket.write('* OK ready\r\n');
  socket.on('data', (data) => {
    pending += data.toString('latin1');
    for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      const [tag = '', ...words] = line.split(' ');
      commands.push(words.join(' '));
      socket.write(`${answer(words)}${tag} ${verdict(words)}\r\n`);
    }
  });
}

function verdict(words: readonly string[]): string {
  const [verb = ''] = words;
  if (verb === 'LOGIN') return words.join(' ').includes(PASSWORD) ? 'OK done' : 'NO [AUTHENTICATIONFAILED] wrong';
  if (verb === 'EXAMINE') return words[1] === 'INBOX' ? 'OK [READ-ONLY] done' : 'NO no such folder';
  return ['CAPABILITY', 'LIST', 'UID', 'NOOP', 'LOGOUT', 'LSUB'].includes(verb) ? 'OK done' : 'BAD unknown';
}

function answer(words: readonly string[]): string {
  const line = words.join(' ');
  if (line === 'CAPABILITY') return '* CAPABILITY IMAP4rev1\r\n';
  if (line.endsWith('"INBOX"')) return '* LIST () "/" INBOX\r\n';
  if (line === 'LIST "" ""') return '* LIST (\\Noselect) "/" ""\r\n';
  if (line === 'EXAMINE INBOX') return '* 2 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 3] x\r\n';
  if (line.startsWith('UID SEARCH')) return '* SEARCH 1 2\r\n';
  const asked = (words[2] ?? '').split(/[,:]/).map(Number);
  const mails = MAILS.map((mail, at) => [at + 1, mail] as const).filter(([uid]) => asked.includes(uid));
  if (line.startsWith('UID FETCH') && line.includes('BODY.PEEK'))
    return mails.map(([uid, mail]) => `* ${uid} FETCH (UID ${uid} BODY[] {${Buffer.byteLength(mail)}}\r\n${mail})\r\n`).join('');
  if (line.startsWith('UID FETCH')) return mails.map(([uid, mail]) => `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${mail.length})\r\n`).join('');
  return '';
}

beforeAll(async () => {
  const { key, leaf, intermediate = '' } = ca.issue({ names: ['localhost'] });
  server = createServer({ key, cert: `${leaf}${intermediate}` }, serve);
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function read({ password = PASSWORD, folder = 'INBOX', trust = [ca.root], most = 1_000_000 } = {}): Promise<ReportInput[]> {
  const { port } = server.address() as AddressInfo;
  const mailbox = { host: 'localhost', port, user: 'dmarc@acme.example', passwordEnv: 'X', folder };
  const options = { password: new Secret(password), since: Date.parse('2026-11-01'), most, trust, signal: new AbortController().signal };
  return Array.fromAsync(mailboxMails(mailbox, options));
}

test('mails are read without a change to the mailbox', async () => {
  commands.length = 0;
  const mails = await read();
  expect(mails).toMatchObject([{ name: 'dmarc@acme.example INBOX 1' }, { name: 'dmarc@acme.example INBOX 2' }]);
  expect(mails.map((mail) => ('bytes' in mail ? Buffer.from(mail.bytes).toString('latin1') : ''))).toEqual(MAILS);
  expect(commands.filter((line) => /^(EXAMINE|UID SEARCH|UID FETCH)/.test(line)).length).toBeGreaterThan(3);
  expect(
    commands.filter(
      (line) => /^(SELECT|UID STORE|STORE|UID MOVE|MOVE|EXPUNGE|UID EXPUNGE|APPEND|DELETE|CREATE|COPY|UID COPY)/.test(line) || /BODY\[/.test(line),
    ),
  ).toEqual([]);
  expect(commands.find((line) => line.startsWith('UID SEARCH'))).toContain('SINCE 01-Nov-2026');
});

test('a mail that is too large is told, not fetched', async () => {
  expect(await read({ most: 100 })).toMatchObject([{ refusal: { code: 'too-large' } }, { name: 'dmarc@acme.example INBOX 2' }]);
});

test.each([
  ['a wrong password', { password: 'secret guess' }, 'the server refused the user name or password'],
  ['a folder that is not there', { folder: 'Nope' }, 'no such folder'],
  ['a certificate that nobody vouches for', { trust: [] }, /certificate|self.signed|issuer/i],
])('cannot be read: %s', async (_, changes, says) => {
  const error = await read(changes).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(says);
  expect(String(error)).toContain('the mailbox dmarc@acme.example at localhost could not be read');
  expect(String(error)).not.toContain('guess');
});
