import { Buffer } from 'node:buffer';
import { encode } from 'dns-packet';
import { type Query, readReply, writeQuery } from '../../src/drivers/dns/packet.ts';
import { readMessage } from '../../src/drivers/dns/wire.ts';
import { readMasterFile } from '../../src/formats/master-file.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const query: Query = { name: 'acme.test', type: 'TXT', recursive: true, dnssec: true, unchecked: false };
const sent = writeQuery(query, new Uint8Array(32), { edns: true });
const soa = { mname: 'ns1.acme.test', rname: 'hostmaster.acme.test', serial: 1, refresh: 7200, retry: 900, expire: 1_209_600, minimum: 300 };
const times = { originalTTL: 1, expiration: 2, inception: 1, keyTag: 7, algorithm: 13, labels: 2 };
const packet = encode({
  type: 'response',
  id: sent.id,
  questions: [{ name: 'acme.test', type: 'TXT' }],
  answers: [
    { type: 'CNAME', name: 'acme.test', ttl: 1, data: 'www.acme.test' },
    { type: 'TXT', name: 'www.acme.test', ttl: 1, data: ['v=spf1 ', '-all'] },
    { type: 'RRSIG', name: 'acme.test', ttl: 1, data: { ...times, typeCovered: 'TXT', signersName: 'acme.test', signature: Buffer.alloc(64, 1) } },
    { type: 'CAA', name: 'acme.test', ttl: 1, data: { flags: 0, tag: 'issue', value: 'letsencrypt.org' } },
    { type: 'MX', name: 'acme.test', ttl: 1, data: { preference: 10, exchange: 'mx.acme.test' } },
  ],
  authorities: [
    { type: 'SOA', name: 'acme.test', ttl: 1, data: soa },
    { type: 'NS', name: 'acme.test', ttl: 1, data: 'ns1.acme.test' },
    { type: 'DS', name: 'acme.test', ttl: 1, data: { keyTag: 1, algorithm: 13, digestType: 2, digest: Buffer.alloc(32) } },
  ],
  additionals: [{ type: 'A', name: 'ns1.acme.test', ttl: 1, data: '203.0.113.1' }],
});
/** What the mutations leave of the header must still fit the question, or nothing behind it would be read. */
const head = packet.subarray(0, 4);
const samples = [packet.subarray(4).toString('latin1')];
const whole = (input: string): Buffer => Buffer.concat([head, Buffer.from(input, 'latin1')]).subarray(0, 65_535);

const MASTER = [
  '$ORIGIN acme.test.\n$TTL 1h\n@ IN SOA ns1 hostmaster ( 1 7200\n 900 1209600 300 )\n  IN NS ns1\nwww 300 IN CNAME @ ; here\n@ IN MX 10 mail.acme.test',
  ';; Domain:     acme.test.\ns1._domainkey.acme.test.\t1\tIN\tTXT\t"v=DKIM1; p=" "AAAA" ; cf_tags=x\n*.a IN SRV 1 1 443 b\\.c.',
];

export const dnsParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'master-file', name: 'readMasterFile', samples: MASTER, read: (input) => readMasterFile(input) }),
  fuzzed({ file: 'drivers/dns/packet', name: 'readReply', samples, read: (input) => readReply(whole(input), query, sent) }),
  fuzzed({
    file: 'drivers/dns/wire',
    name: 'readMessage',
    samples,
    read: (input) => readMessage(whole(input)),
    refuses: (error) => error instanceof RangeError,
  }),
];
