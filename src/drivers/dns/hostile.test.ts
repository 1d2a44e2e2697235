import { Buffer } from 'node:buffer';
import { type Answer, encode } from 'dns-packet';
import { expect, test } from 'vitest';
import { soa } from '../../../test/support/in-memory-dns.ts';
import { readReply, type Query, writeQuery } from './packet.ts';
import { recordsOf } from './record.ts';
import { readName } from './wire.ts';

const query: Query = { name: 'acme.test', type: 'TXT', recursive: true, dnssec: true, unchecked: false };
const sent = writeQuery(query, new Uint8Array(32), { edns: true });
const questions = [{ name: 'acme.test', type: 'TXT' as const }];
const good = encode({
  type: 'response',
  id: sent.id,
  questions,
  answers: [
    { type: 'TXT', name: 'acme.test', ttl: 1, data: ['a', 'b'] },
    { type: 'RRSIG', name: 'acme.test', ttl: 1, data: signature() },
  ],
  authorities: [soa('acme.test')],
  additionals: [{ type: 'A', name: 'ns1.acme.test', ttl: 1, data: '203.0.113.1' }],
});
const of = (bytes: Uint8Array): unknown => readReply(bytes, query, sent)?.reply.status;
const changed = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(good);
  change(bytes);
  return bytes;
};

function signature() {
  const times = { originalTTL: 1, expiration: 2, inception: 1, keyTag: 7 };
  return { typeCovered: 'TXT', algorithm: 13, labels: 2, ...times, signersName: 'acme.test', signature: Buffer.alloc(64, 1) };
}

test('the good one is read', () => expect(of(good)).toBe('ok'));

test.each<[string, Buffer]>([
  ['another id', changed((bytes) => bytes.writeUInt16BE(sent.id ^ 1, 0))],
  ['a question, not an answer', changed((bytes) => bytes.writeUInt8(0, 2))],
  ['another question', changed((bytes) => bytes.write('b', 13))],
  ['another type', changed((bytes) => bytes.writeUInt16BE(1, 12 + 11))],
  ['more answers announced than there are', changed((bytes) => bytes.writeUInt16BE(3, 6))],
  ['65535 answers announced', changed((bytes) => bytes.writeUInt16BE(0xffff, 6))],
  ['65535 questions announced', changed((bytes) => bytes.writeUInt16BE(0xffff, 4))],
  ['cut in the header', good.subarray(0, 11)],
  ['cut in a record', good.subarray(0, 60)],
  ['nothing', Buffer.alloc(0)],
  ['64 kB of zeros', Buffer.alloc(65_535)],
  ['a name that points to itself', Buffer.concat([good.subarray(0, 27), Buffer.from([0xc0, 27]), good.subarray(29)])],
  ['a name that points forwards', Buffer.concat([good.subarray(0, 27), Buffer.from([0xc0, 200]), good.subarray(29)])],
  ['a label of a kind that does not exist', Buffer.concat([good.subarray(0, 27), Buffer.from([0x80]), good.subarray(28)])],
])('malformed: %s', (_, bytes) => {
  expect(of(bytes)).toBeUndefined();
});

test('pointers in a circle end', () => {
  expect(() => readName(Buffer.from([0xc0, 2, 0xc0, 0]), 2)).toThrow(RangeError);
  expect(() => readName(Buffer.from([1, 97, 0xc0, 0]), 2)).toThrow(RangeError);
});

test('a TXT record of 64 kB is read whole, one string longer than it says is not', () => {
  const strings = Array.from({ length: 250 }, () => 'x'.repeat(255));
  const big = encode({ type: 'response', id: sent.id, questions, answers: [{ type: 'TXT', name: 'acme.test', ttl: 1, data: strings }] });
  expect(big.length).toBeGreaterThan(63_000);
  const read = readReply(big, query, sent)?.reply;
  expect(read && recordsOf(read, 'TXT')[0]?.data.strings.join('')).toHaveLength(250 * 255);
  const lying = encode({ type: 'response', id: sent.id, questions, answers: [{ type: 'TXT', name: 'acme.test', ttl: 1, data: ['abc'] }] });
  lying.writeUInt8(200, lying.length - 4);
  expect(of(lying)).toBeUndefined();
});

test('records of names that were not asked for are dropped, and a SOA of another zone proves nothing', () => {
  const answers: Answer[] = [{ type: 'TXT', name: 'bank.test', ttl: 1, data: ['v=spf1 +all'] }];
  const reply = readReply(encode({ type: 'response', id: sent.id, questions, answers, authorities: [soa('bank.test')] }), query, sent)?.reply;
  expect(reply).toMatchObject({ status: 'nodata', answers: [], authority: [] });
});

test('names with dots and controls inside a label stay one label', () => {
  const bytes = Buffer.concat([Buffer.from([3]), Buffer.from('a.b'), Buffer.from([2, 0x1b, 0x5c, 0])]);
  expect(readName(bytes, 0).name).toBe('a\\046b.\\027\\092');
});
