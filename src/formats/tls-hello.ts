import { Buffer } from 'node:buffer';

/** Writer of the first message a TLS client sends (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2, RFC 6101 §5.6.1.2). What any library refuses to offer can be offered here. */

export const TLS_VERSIONS = { SSLv3: 0x0300, TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303, 'TLSv1.3': 0x0304 } as const;
export type TlsVersion = keyof typeof TLS_VERSIONS;

export interface Hello {
  /** The only version offered. */
  readonly version: TlsVersion;
  readonly suites: readonly number[];
  /** Groups for key exchange, preferred first. */
  readonly groups: readonly number[];
  /** Name sent as SNI; none is sent for an address. */
  readonly host?: string;
  /** 32 bytes. */
  readonly random: Uint8Array;
}

const EXTENSION = { name: 0, status: 5, groups: 10, points: 11, signatures: 13, alpn: 16, padding: 21, masterSecret: 23, versions: 43, keyShare: 51 } as const;
const RENEGOTIATION = 0xff01;
/** Every algorithm a certificate may be signed with, so that no server refuses for lack of one; weak ones last. */
const SIGNATURES = [
  0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0402, 0x0303, 0x0301, 0x0203, 0x0201,
  0x0202, 0x0101,
];
const PROTOCOLS = ['h2', 'http/1.1'];
const RECORD_HANDSHAKE = 22;
const CLIENT_HELLO = 1;
/** Some old load balancers hang on a hello of this size (RFC 7685). */
const [PAD_FROM, PAD_TO] = [256, 512] as const;

type Part = number | Uint8Array | readonly Part[];

/** Bytes of nested parts; a number is one byte. */
function bytesOf(...parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : part instanceof Uint8Array ? part : bytesOf(...part))));
}
const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
/** A vector: its length in `size` bytes, then its content (RFC 8446 §3.4). */
function vector(size: 1 | 2 | 3, ...parts: readonly Part[]): Buffer {
  const content = bytesOf(...parts);
  const length = Buffer.alloc(size);
  length.writeUIntBE(content.length, 0, size);
  return Buffer.concat([length, content]);
}
const extension = (type: number, ...parts: readonly Part[]): Buffer => Buffer.concat([u16(type), vector(2, ...parts)]);

/**
 * A ClientHello in one record. With TLS 1.3 it holds no key share: the server then answers with a HelloRetryRequest that names cipher suite and group
 * (RFC 8446 §4.1.4), and nothing has to be computed.
 */
export function clientHello(hello: Hello): Uint8Array {
  const isModern = hello.version === 'TLSv1.3';
  const legacy = Math.min(TLS_VERSIONS[hello.version], TLS_VERSIONS['TLSv1.2']);
  const start = [
    u16(legacy),
    hello.random.subarray(0, 32),
    vector(1, isModern ? hello.random.subarray(0, 32) : []),
    vector(2, hello.suites.map(u16)),
    vector(1, 0),
  ];
  const extensions = hello.version === 'SSLv3' ? Buffer.alloc(0) : padded(bytesOf(...start).length, extensionsOf(hello));
  const body = bytesOf(...start, hello.version === 'SSLv3' ? [] : vector(2, extensions));
  // The record says TLS 1.0 for all that came later: servers that know only that still read it (RFC 8446 §5.1).
  return bytesOf(RECORD_HANDSHAKE, u16(Math.min(legacy, TLS_VERSIONS.TLSv1)), vector(2, CLIENT_HELLO, vector(3, body)));
}

function extensionsOf({ version, host, groups }: Hello): Buffer {
  const isAddress = host === undefined || host.includes(':') || /^[\d.]+$/.test(host);
  const newer = version === 'TLSv1.2' || version === 'TLSv1.3';
  return bytesOf(
    isAddress ? [] : extension(EXTENSION.name, vector(2, 0, vector(2, Buffer.from(host, 'latin1')))),
    extension(EXTENSION.groups, vector(2, groups.map(u16))),
    newer ? extension(EXTENSION.signatures, vector(2, SIGNATURES.map(u16))) : [],
    extension(
      EXTENSION.alpn,
      vector(
        2,
        PROTOCOLS.map((name) => vector(1, Buffer.from(name))),
      ),
    ),
    version === 'TLSv1.3'
      ? [extension(EXTENSION.versions, vector(1, u16(TLS_VERSIONS[version]))), extension(EXTENSION.keyShare, vector(2))]
      : [
          extension(EXTENSION.status, 1, vector(2), vector(2)),
          extension(EXTENSION.points, vector(1, 0)),
          extension(EXTENSION.masterSecret),
          extension(RENEGOTIATION, vector(1)),
        ],
  );
}

function padded(before: number, extensions: Buffer): Buffer {
  const size = before + 4 + 2 + extensions.length;
  if (size < PAD_FROM || size >= PAD_TO) return extensions;
  return bytesOf(extensions, extension(EXTENSION.padding, Buffer.alloc(Math.max(1, PAD_TO - size - 4))));
}

/**
 * CLIENT-HELLO of SSLv2 (draft-hickman-netscape-ssl-00 §2.5).
 * @param challenge 16 bytes
 */
export function sslv2Hello(ciphers: readonly number[], challenge: Uint8Array): Uint8Array {
  const specs = bytesOf(ciphers.map((code) => [code >> 16, (code >> 8) & 0xff, code & 0xff]));
  const body = bytesOf(1, u16(0x0002), u16(specs.length), u16(0), u16(16), specs, challenge.subarray(0, 16));
  return bytesOf(u16(0x8000 | body.length), body);
}
