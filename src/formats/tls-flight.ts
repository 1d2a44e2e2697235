/** Reader of what a server says in the clear before any key is used (RFC 5246 §7.4, RFC 8446 §4), byte by byte, bounded, never throwing. */

/** How the flight ended. `more`: it has not. `flood`: more than a handshake may hold. */
export type FlightEnd = 'more' | 'hello-done' | 'alert' | 'not-tls' | 'malformed' | 'flood';

export interface ServerFlight {
  readonly end: FlightEnd;
  /** As on the wire, e.g. 0x0303; of TLS 1.3 what the server really chose. */
  readonly version: number | undefined;
  readonly suite: number | undefined;
  /** The group that a HelloRetryRequest or a TLS 1.3 ServerHello names. */
  readonly group: number | undefined;
  readonly alpn: string | undefined;
  /** DER, in the order sent. */
  readonly certificates: readonly Uint8Array[];
  /** An OCSP response in DER, from a CertificateStatus message (RFC 6066 §8). */
  readonly staple: Uint8Array | undefined;
  /** Content of ServerKeyExchange, read by `readKeyExchange`. */
  readonly keyExchange: Uint8Array | undefined;
  /** The alert that ended it; warnings before it are passed over. */
  readonly alert: { readonly level: number; readonly description: number } | undefined;
}

const MOST_BYTES = 300_000;
const MOST_RECORDS = 600;
const MOST_RECORD = 18_432;
const MOST_CERTIFICATES = 20;
const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, heartbeat: 24 } as const;
const MESSAGE = { serverHello: 2, certificate: 11, keyExchange: 12, done: 14, status: 22 } as const;
const EXTENSION = { alpn: 16, versions: 43, keyShare: 51 } as const;
const TLS_1_3 = 0x0304;
/** The random of a HelloRetryRequest begins so (RFC 8446 §4.1.3). */
const RETRY = Uint8Array.of(0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11);

type Draft = { -readonly [K in keyof ServerFlight]: ServerFlight[K] };

/** Collects exact amounts of bytes out of chunks, copying each byte once. */
function collector(): { want: (count: number) => void; push: (bytes: Uint8Array, at: number) => number; taken: () => Uint8Array | undefined } {
  let wanted = new Uint8Array(0);
  let filled = 0;
  return {
    want(count) {
      wanted = new Uint8Array(count);
      filled = 0;
    },
    push(bytes, at) {
      const part = bytes.subarray(at, at + wanted.length - filled);
      wanted.set(part, filled);
      filled += part.length;
      return at + part.length;
    },
    taken: () => (filled === wanted.length ? wanted : undefined),
  };
}

/** Gives whole pieces of a stream that consists of a header of `headerBytes` and a body whose length the header says. */
function pieces(
  headerBytes: number,
  lengthOf: (header: Uint8Array) => number | undefined,
): (chunk: Uint8Array, take: (header: Uint8Array, body: Uint8Array) => boolean) => boolean {
  const collect = collector();
  collect.want(headerBytes);
  let header: Uint8Array | undefined;
  return (chunk, take) => {
    for (let at = 0; ; ) {
      at = collect.push(chunk, at);
      const whole = collect.taken();
      if (!whole) return true;
      if (header) {
        const head = header;
        header = undefined;
        collect.want(headerBytes);
        if (!take(head, whole)) return false;
        if (at >= chunk.length) return true;
        continue;
      }
      const length = lengthOf(whole);
      if (length === undefined) return false;
      header = whole;
      collect.want(length);
    }
  };
}

/** A reader to feed with chunks as they come: `push` answers what is known by now. After the first answer that is not `more` it takes nothing in. */
export function flightReader(): { push: (chunk: Uint8Array) => ServerFlight; flight: () => ServerFlight } {
  const draft: Draft = {
    end: 'more',
    version: undefined,
    suite: undefined,
    group: undefined,
    alpn: undefined,
    certificates: [],
    staple: undefined,
    keyExchange: undefined,
    alert: undefined,
  };
  const seen = { bytes: 0, records: 0 };
  const finish = (end: FlightEnd): undefined => void (draft.end = end);
  const records = pieces(5, (header) => {
    const [type = 0, major = 0, , high = 0, low = 0] = header;
    const length = high * 256 + low;
    if (type < RECORD.changeCipherSpec || type > RECORD.heartbeat || major !== 3 || length > MOST_RECORD) return finish('not-tls');
    return length;
  });
  const messages = pieces(4, (header) => {
    const [, high = 0, middle = 0, low = 0] = header;
    const length = high * 65_536 + middle * 256 + low;
    return length > MOST_BYTES ? finish('flood') : length;
  });
  const takeMessage = (header: Uint8Array, body: Uint8Array): boolean => {
    readMessage(draft, header[0] ?? 0, body);
    return draft.end === 'more';
  };
  const takeRecord = (header: Uint8Array, body: Uint8Array): boolean => {
    if (++seen.records > MOST_RECORDS) finish('flood');
    else if (header[0] === RECORD.alert) readAlert(draft, body);
    else if (header[0] === RECORD.handshake) messages(body, takeMessage);
    return draft.end === 'more';
  };
  return {
    push(chunk) {
      if (draft.end !== 'more') return draft;
      seen.bytes += chunk.length;
      if (seen.bytes > MOST_BYTES) finish('flood');
      else records(chunk, takeRecord);
      return draft;
    },
    flight: () => draft,
  };
}

/** A whole flight at once. */
export function readFlight(bytes: Uint8Array): ServerFlight {
  return flightReader().push(bytes);
}

function readAlert(draft: Draft, body: Uint8Array): void {
  const [level = 0, description = 0] = body;
  const isWarning = level === 1 && description !== 0;
  if (isWarning && draft.end === 'more') return;
  draft.alert = { level, description };
  draft.end = 'alert';
}

function readMessage(draft: Draft, type: number, body: Uint8Array): void {
  try {
    if (type === MESSAGE.serverHello) readServerHello(draft, cursor(body));
    else if (draft.suite === undefined) draft.end = 'malformed';
    else if (type === MESSAGE.certificate) draft.certificates = readChain(cursor(body));
    else if (type === MESSAGE.status) draft.staple = readStatus(cursor(body));
    else if (type === MESSAGE.keyExchange) draft.keyExchange = body;
    else if (type === MESSAGE.done) draft.end = 'hello-done';
  } catch {
    draft.end = 'malformed';
  }
}

function readServerHello(draft: Draft, at: Cursor): void {
  draft.version = at.number(2);
  const random = at.bytes(32);
  at.vector(1);
  draft.suite = at.number(2);
  at.number(1);
  const isRetry = RETRY.every((byte, index) => random[index] === byte);
  for (const extensions = at.left() > 0 ? cursor(at.vector(2)) : cursor(new Uint8Array(0)); extensions.left() > 0; ) {
    const type = extensions.number(2);
    const content = cursor(extensions.vector(2));
    if (type === EXTENSION.versions) draft.version = content.number(2);
    else if (type === EXTENSION.keyShare) draft.group = content.number(2);
    else if (type === EXTENSION.alpn) draft.alpn = ascii(cursor(content.vector(2)).vector(1));
  }
  // What follows in TLS 1.3 is encrypted, or waits for a second hello.
  if (isRetry || draft.version === TLS_1_3) draft.end = 'hello-done';
}

function readChain(at: Cursor): Uint8Array[] {
  const list = cursor(at.vector(3));
  const chain: Uint8Array[] = [];
  while (list.left() > 0 && chain.length < MOST_CERTIFICATES) chain.push(list.vector(3));
  return chain;
}

function readStatus(at: Cursor): Uint8Array | undefined {
  const OCSP = 1;
  return at.number(1) === OCSP ? at.vector(3) : undefined;
}

/** What a ServerKeyExchange shows: the size of the prime (or of a temporary RSA key), or the curve. Nothing when it cannot be read. */
export function readKeyExchange(content: Uint8Array, kind: 'dh' | 'ecdh' | 'rsa'): { readonly bits?: number; readonly group?: number } {
  const NAMED_CURVE = 3;
  try {
    const at = cursor(content);
    if (kind !== 'ecdh') return { bits: bitsOf(at.vector(2)) };
    return at.number(1) === NAMED_CURVE ? { group: at.number(2) } : {};
  } catch {
    return {};
  }
}

function bitsOf(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24;
}

export interface Sslv2Answer {
  readonly end: 'more' | 'server-hello' | 'not-sslv2';
  /** Cipher kinds the server accepts, three bytes each. */
  readonly ciphers: readonly number[];
}

/** SERVER-HELLO of SSLv2 (draft-hickman-netscape-ssl-00 §2.6) out of everything received so far. An alert of TLS or anything else is `not-sslv2`. */
export function readSslv2Answer(bytes: Uint8Array): Sslv2Answer {
  const SERVER_HELLO = 4;
  const [high = 0, low = 0, type] = bytes;
  if (bytes.length < 3) return { end: bytes.length > 0 && (high & 0x80) === 0 ? 'not-sslv2' : 'more', ciphers: [] };
  const length = (high & 0x7f) * 256 + low;
  if ((high & 0x80) === 0 || type !== SERVER_HELLO || length > 32_767) return { end: 'not-sslv2', ciphers: [] };
  if (bytes.length < 2 + length) return { end: 'more', ciphers: [] };
  try {
    const at = cursor(bytes.subarray(3, 2 + length));
    at.bytes(2);
    const version = at.number(2);
    const [certificate, specs] = [at.number(2), at.number(2)];
    at.number(2);
    at.bytes(certificate);
    const list = cursor(at.bytes(specs));
    const ciphers: number[] = [];
    while (list.left() >= 3) ciphers.push(list.number(3));
    return version === 2 ? { end: 'server-hello', ciphers } : { end: 'not-sslv2', ciphers: [] };
  } catch {
    return { end: 'not-sslv2', ciphers: [] };
  }
}

interface Cursor {
  readonly left: () => number;
  readonly bytes: (count: number) => Uint8Array;
  readonly number: (size: 1 | 2 | 3) => number;
  readonly vector: (size: 1 | 2 | 3) => Uint8Array;
}
/** Reads on through bytes. @throws RangeError past the end */
function cursor(content: Uint8Array): Cursor {
  let at = 0;
  const bytes = (count: number): Uint8Array => {
    if (at + count > content.length) throw new RangeError('TLS: truncated');
    at += count;
    return content.subarray(at - count, at);
  };
  const number = (size: 1 | 2 | 3): number => bytes(size).reduce((sum, byte) => sum * 256 + byte, 0);
  return { left: () => content.length - at, bytes, number, vector: (size) => bytes(number(size)) };
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 40).map((byte) => (byte >= 0x21 && byte < 0x7f ? byte : 0x3f)));
}
