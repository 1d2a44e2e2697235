import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localCa } from '../../range/ca.ts';
import { Secret } from '../model/text.ts';
import { type Inbox, openInbox } from './inbox.ts';

interface Stored {
  readonly folder: string;
  readonly to: string;
  readonly at: string;
}
const RAW = 'Subject: hi\r\n\r\nHi\r\n';
/** Folders with their marks, as servers list them. */
const FOLDERS: readonly (readonly [name: string, marks: string])[] = [
  ['INBOX', ''],
  ['Sent', '\\Sent'],
  ['Junk E-mail', ''],
  ['Unwanted', '\\Junk'],
  ['Archive', ''],
  ['Lists', '\\Noselect'],
];
const commands: string[] = [];
let stored: readonly Stored[] = [];
let server: Server;

/** As much of IMAP4rev1 with SPECIAL-USE as waiting for a mail needs (RFC 3501, RFC 6154). */
function serve(socket: TLSSocket): void {
  let pending = '';
  let open = '';
  socket.on('error', () => undefined);
  socket.write('* OK ready\r\n');
  socket.on('data', (data) => {
    pending += data.toString('latin1');
    for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
      const [, tag = '', line = ''] = /^(\S+) (.*)$/.exec(pending.slice(0, end)) ?? [];
      pending = pending.slice(end + 2);
      commands.push(line);
      if (line.startsWith('EXAMINE')) open = line.slice(8).replaceAll('"', '');
      socket.write(`${answer(line, open)}${tag} OK done\r\n`);
    }
  });
}

function answer(line: string, open: string): string {
  if (line === 'CAPABILITY') return '* CAPABILITY IMAP4rev1 SPECIAL-USE\r\n';
  if (line === 'LIST "" ""') return '* LIST (\\Noselect) "/" ""\r\n';
  if (/^LIST .*"?\*"?/.test(line)) return FOLDERS.map(([name, marks]) => `* LIST (${marks}) "/" "${name}"\r\n`).join('');
  if (line.startsWith('LIST')) return '* LIST () "/" INBOX\r\n';
  const mails = stored.filter(({ folder }) => folder === open);
  if (line.startsWith('EXAMINE')) return `* ${mails.length} EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 9] x\r\n`;
  const to = /TO "?([^" ]+)/.exec(line)?.[1];
  if (line.startsWith('UID SEARCH')) return `* SEARCH ${mails.flatMap((mail, at) => (mail.to === to ? [at + 1] : [])).join(' ')}\r\n`;
  const uid = Number(/^UID FETCH (\d+)/.exec(line)?.[1]);
  if (line.includes('BODY.PEEK')) return `* ${uid} FETCH (UID ${uid} BODY[] {${RAW.length}}\r\n${RAW})\r\n`;
  return Number.isNaN(uid) ? '' : `* ${uid} FETCH (UID ${uid} INTERNALDATE "${mails[uid - 1]?.at}" RFC822.SIZE ${RAW.length})\r\n`;
}

const ca = localCa();
let inbox: Inbox;
beforeAll(async () => {
  const { key, leaf, intermediate = '' } = ca.issue({ names: ['localhost'] });
  server = createServer({ key, cert: `${leaf}${intermediate}` }, serve);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  inbox = await openInbox(
    { host: 'localhost', port, user: 'ann@inbox.example' },
    { password: new Secret('x'), trust: [ca.root], signal: new AbortController().signal },
  );
});
afterAll(() => {
  inbox.close();
  return new Promise((resolve) => server.close(resolve));
});

const SINCE = Date.parse('2026-11-25T12:00:00.400Z');
const AFTER = '25-Nov-2026 12:00:00 +0000';
const find = (folder: string, at = AFTER, to = 'ann+k3x@inbox.example') => {
  stored = [{ folder, to, at }];
  return inbox.find({ address: 'ann+k3x@inbox.example', since: SINCE });
};

test.each([
  ['INBOX', 'inbox'],
  ['Unwanted', 'spam'],
  ['Junk E-mail', 'spam'],
  ['Archive', 'other'],
])('a mail in %s is %s', async (folder, placement) => {
  expect(await find(folder)).toEqual({ id: `${folder} 1 1`, raw: Buffer.from(RAW), at: Date.parse('2026-11-25T12:00:00Z'), folder, placement });
});

test('sent mails, older mails and mails to others are not it', async () => {
  expect(await find('Sent')).toBeUndefined();
  expect(await find('INBOX', '25-Nov-2026 11:59:00 +0000')).toBeUndefined();
  expect(await find('INBOX', AFTER, 'bob@inbox.example')).toBeUndefined();
});

test('a mail that was there before is passed over, and one in a later folder is found', async () => {
  await find('INBOX');
  const to = 'ann+k3x@inbox.example';
  stored = [...stored, { folder: 'Unwanted', to, at: AFTER }];
  const except = new Set(['INBOX 1 1']);
  expect(await inbox.find({ address: to, since: SINCE, except })).toMatchObject({ folder: 'Unwanted', placement: 'spam' });
  expect(await inbox.find({ address: to, since: SINCE, except: new Set([...except, 'Unwanted 1 1']) })).toBeUndefined();
});

test('nothing in the mailbox changes', () => {
  expect(commands.some((line) => line.startsWith('EXAMINE'))).toBe(true);
  expect(commands.filter((line) => /^(SELECT|UID STORE|UID MOVE|EXPUNGE|APPEND|CREATE|DELETE|UID COPY)/.test(line) || /BODY\[/.test(line))).toEqual([]);
});
