import { X509Certificate } from 'node:crypto';
import type { Server } from 'node:net';
import { der } from '../src/formats/der.ts';

/** What a stapled OCSP answer says; `other`: it speaks of another certificate. */
export type StapleKind = 'good' | 'revoked' | 'other';

/** Makes a TLS server staple an answer to whoever asks for one. */
export function staples(server: Server, kind: StapleKind): void {
  server.on('OCSPRequest', (certificate: Buffer, _: Buffer, done: (error: null, answer: Buffer) => void) => done(null, ocspResponse(certificate, kind)));
}

const DAY_MS = 86_400_000;
/** GeneralizedTime, the only kind OCSP knows. */
const time = (days: number): Uint8Array => {
  const digits = new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const content = Buffer.from(`${digits}Z`, 'ascii');
  return Buffer.concat([Buffer.of(0x18, content.length), content]);
};

/** An OCSP response (RFC 6960 §4.2.1) in DER about a certificate in DER. Nobody signed it: clients that judge only what is said do not look. */
export function ocspResponse(certificate: Uint8Array, kind: StapleKind): Buffer {
  const serial = kind === 'other' ? Uint8Array.of(9, 9) : Buffer.from(new X509Certificate(certificate).serialNumber, 'hex');
  const sha256 = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.null());
  const id = der.sequence(sha256, der.octetString(Buffer.alloc(32)), der.octetString(Buffer.alloc(32)), der.integer(serial));
  const status = kind === 'revoked' ? der.explicit(1, time(-2)) : der.implicit(0, new Uint8Array());
  const single = der.sequence(id, status, time(-1), der.explicit(0, time(6)));
  const data = der.sequence(der.explicit(2, der.octetString(Buffer.alloc(20))), time(-1), der.sequence(single));
  const basic = der.sequence(data, sha256, der.bitString(Buffer.alloc(64)));
  const bytes = der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octetString(basic));
  return Buffer.from(der.sequence(Uint8Array.of(0x0a, 1, 0), der.explicit(0, bytes)));
}
