import { keyExchangeOf, readSuites, weaknessesOf } from '../../src/formats/cipher-suite.ts';
import { flightReader, readFlight, readKeyExchange, readSslv2Answer } from '../../src/formats/tls-flight.ts';
import { readOcspResponse, readRevocationList, revocationUrls } from '../../src/formats/revocation.ts';
import { issuerName, readCertificate } from '../../src/formats/x509.ts';
import { certificateBytes, localCa, REVOCATION_LIST_URL } from '../../range/ca.ts';
import { ocspResponse } from '../../range/staple.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const message = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.of(type, 0, body.length >> 8, body.length & 0xff), body]);
const record = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.of(type, 3, 3, body.length >> 8, body.length & 0xff), body]);
const hello = message(2, Buffer.concat([Buffer.of(3, 3), Buffer.alloc(32, 9), Buffer.of(0, 0xc0, 0x2f, 0, 0, 9, 0, 16, 0, 5, 0, 3, 2), Buffer.from('h2')]));
const chain = message(11, Buffer.of(0, 0, 10, 0, 0, 3, 0x30, 1, 0, 0, 0, 1, 0x30));
const exchange = message(12, Buffer.of(3, 0, 29, 1, 4));
const WHOLE = Buffer.concat([record(22, Buffer.concat([hello, chain])), record(22, Buffer.concat([exchange, message(14, Buffer.alloc(0))]))]).toString(
  'latin1',
);
const ALERT = record(21, Buffer.of(2, 40)).toString('latin1');
const SSLV2 = '\x80\x1e\x04\x00\x01\x00\x02\x00\x04\x00\x06\x00\x04CERT\x01\x00\x80\x07\x00\xc0CONN';

const certificate = certificateBytes(localCa().issue({ names: ['a.example'], revocationList: REVOCATION_LIST_URL }).leaf);
const issuer = readCertificate(localCa().intermediate).x509.publicKey;

export const tlsParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'tls-flight', name: 'readFlight', samples: [WHOLE, ALERT], read: (text) => readFlight(bytesOf(text)).end }),
  fuzzed({
    file: 'tls-flight',
    name: 'flightReader',
    samples: [WHOLE, ALERT + WHOLE],
    read: (text) => {
      const reader = flightReader();
      const bytes = bytesOf(text);
      for (let at = 0; at < bytes.length; at++) reader.push(bytes.subarray(at, at + 1));
      // Where the bytes are cut must not matter.
      if (reader.flight().end !== readFlight(bytes).end) throw new Error(`byte by byte ${reader.flight().end}, at once ${readFlight(bytes).end}`);
      return reader.flight().end;
    },
  }),
  fuzzed({
    file: 'tls-flight',
    name: 'readKeyExchange',
    samples: ['\x03\x00\x1d\x01\x04', '\x00\x02\xff\xff\x00\x01\x02'],
    read: (text) => (['dh', 'ecdh', 'rsa'] as const).map((kind) => readKeyExchange(bytesOf(text), kind)),
  }),
  fuzzed({ file: 'tls-flight', name: 'readSslv2Answer', samples: [SSLV2], read: (text) => readSslv2Answer(bytesOf(text)) }),
  fuzzed({ file: 'cipher-suite', name: 'readSuites', samples: ['@0001 RSA_A RSA_B\n@c001 X'], read: (text) => [...readSuites(text)].length }),
  fuzzed({
    file: 'cipher-suite',
    name: 'weaknessesOf',
    samples: ['TLS_RSA_EXPORT_WITH_RC4_40_MD5'],
    read: (text) => [weaknessesOf(text), keyExchangeOf(text)],
  }),
  fuzzed({
    file: 'revocation',
    name: 'readOcspResponse',
    samples: [ocspResponse(certificate, 'good').toString('latin1'), ocspResponse(certificate, 'revoked').toString('latin1')],
    read: (text) => readOcspResponse(bytesOf(text), '909'),
  }),
  fuzzed({
    file: 'revocation',
    name: 'readRevocationList',
    samples: [Buffer.from(localCa().revocationList()).toString('latin1')],
    read: (text) => readRevocationList(bytesOf(text), '1', issuer),
  }),
  fuzzed({ file: 'x509', name: 'issuerName', samples: [certificate.toString('latin1')], read: (text) => issuerName(bytesOf(text))?.length }),
  fuzzed({ file: 'revocation', name: 'revocationUrls', samples: [certificate.toString('latin1')], read: (text) => revocationUrls(bytesOf(text)) }),
];
