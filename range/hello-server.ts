import type { Socket } from 'node:net';

/** What a scripted server says it speaks: one version with suites in its order of preference. Nothing of it works beyond the first message. */
export interface SpokenHello {
  readonly version: 'SSLv2' | 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2';
  /** Numbers of the suites, see the IANA registry; of SSLv2 three bytes each. */
  readonly suites: readonly number[];
  /** Size of the prime it shows with a Diffie-Hellman suite; by default it shows no key exchange. */
  readonly primeBits?: number;
}

const WIRE = { SSLv2: 0x0002, SSLv3: 0x0300, TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303 } as const;
const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const sized = (bytes: 1 | 2 | 3, content: Buffer): Buffer => {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
};

interface ReadHello {
  readonly version: number;
  readonly suites: readonly number[];
  /** It offers TLS 1.3, or it is an ordinary client's: let the real server answer. */
  readonly modern: boolean;
}

/** Version and suites that a client offers; nothing while the hello is not whole. Written apart from the product's own writer, so that one tests the other. */
function readHello(data: Buffer): ReadHello | undefined {
  if ((data[0] ?? 0) & 0x80) {
    const length = data.readUInt16BE(0) & 0x7fff;
    if (data.length < 2 + length) return undefined;
    const specs = data.subarray(11, 11 + data.readUInt16BE(5));
    return { version: data.readUInt16BE(3), suites: Array.from({ length: specs.length / 3 }, (_, at) => specs.readUIntBE(at * 3, 3)), modern: false };
  }
  if (data.length < 5 || data.length < 5 + data.readUInt16BE(3)) return undefined;
  const version = data.readUInt16BE(9);
  const afterSession = 44 + (data[43] ?? 0);
  const count = data.readUInt16BE(afterSession) / 2;
  const suites = Array.from({ length: count }, (_, at) => data.readUInt16BE(afterSession + 2 + at * 2));
  return { version, suites, modern: suites.some((suite) => suite >> 8 === 0x13) };
}

/** The answer to a hello, if one of `spoken` fits it. */
function answerTo(hello: ReadHello, spoken: readonly SpokenHello[]): Buffer | undefined {
  if (hello.modern) return undefined;
  const fitting = spoken.find(({ version }) => WIRE[version] === hello.version);
  if (!fitting) return undefined;
  if (fitting.version === 'SSLv2') return sslv2Hello(fitting.suites);
  const suite = fitting.suites.find((each) => hello.suites.includes(each));
  return suite === undefined ? undefined : serverHello(hello.version, suite, fitting.primeBits);
}

function serverHello(version: number, suite: number, primeBits: number | undefined): Buffer {
  const message = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.of(type), sized(3, body)]);
  const hello = message(2, Buffer.concat([u16(version), Buffer.alloc(32, 7), Buffer.of(0), u16(suite), Buffer.of(0)]));
  const prime = primeBits === undefined ? undefined : Buffer.alloc(primeBits / 8, 0xff);
  const exchange = prime ? message(12, Buffer.concat([sized(2, prime), sized(2, Buffer.of(2)), sized(2, prime)])) : Buffer.alloc(0);
  return Buffer.concat([Buffer.of(22), u16(version), sized(2, Buffer.concat([hello, exchange, message(14, Buffer.alloc(0))]))]);
}

function sslv2Hello(ciphers: readonly number[]): Buffer {
  const specs = Buffer.concat(ciphers.map((code) => Buffer.of(code >> 16, (code >> 8) & 0xff, code & 0xff)));
  const certificate = Buffer.alloc(300, 0x30);
  const head = Buffer.concat([Buffer.of(4, 0, 1), u16(2), u16(certificate.length), u16(specs.length), u16(16)]);
  const body = Buffer.concat([head, certificate, specs, Buffer.alloc(16, 1)]);
  return Buffer.concat([u16(0x8000 | body.length), body]);
}

/** Reads the first message of a connection; answers it by the script where that fits, and hands everything else, bytes included, to `otherwise`. */
export function answerHello(socket: Socket, spoken: readonly SpokenHello[], otherwise: (socket: Socket) => void): void {
  let data: Buffer = Buffer.alloc(0);
  const take = (chunk: Buffer): void => {
    data = Buffer.concat([data, chunk]);
    const hello = readHello(data);
    if (!hello) return;
    socket.off('data', take).pause();
    const answer = answerTo(hello, spoken);
    if (answer) return void socket.end(answer);
    socket.unshift(data);
    otherwise(socket);
  };
  socket.on('error', () => undefined).on('data', take);
}
