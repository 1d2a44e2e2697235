import type { Duplex } from 'node:stream';
import type { createSecureContext, DetailedPeerCertificate, SecureContext, SecureVersion, TLSSocket } from 'node:tls';
import { type Certificate, readCertificate } from '../formats/x509.ts';
import { parseV4, parseV6 } from '../model/address.ts';
import { type Quoted, quote } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { withDeadline } from './deadline.ts';

/** Why a server that took the connection did not finish the handshake; `ours`: the version cannot be offered from here. */
export type HandshakeFailure = 'alert' | 'version' | 'reset' | 'not-tls' | 'too-large' | 'ours' | 'other';

/** The outcome of one handshake. A failed one is an answer too (the server refused); no connection at all is a `CouldNotLook`. */
export type Handshake =
  | {
      readonly status: 'done';
      readonly protocol: string;
      readonly cipher: string;
      /** Protocol chosen by ALPN, RFC 7301; none if the server chose none. */
      readonly alpn: string | undefined;
      /** The certificates the server sent, leaf first, each followed by its issuer; nothing is added from our roots. */
      readonly chain: readonly Certificate[];
      /** The OCSP answer that was stapled (RFC 6066 §8), in DER. */
      readonly staple: Uint8Array | undefined;
      readonly ms: number;
    }
  | { readonly status: 'failed'; readonly code: HandshakeFailure; readonly says: Quoted; readonly ms: number };

export interface HandshakeQuestion {
  /** Name sent as SNI. */
  readonly host: string;
  readonly address: string;
  readonly port?: number;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  readonly timeoutMs?: number;
}

const CHAIN_CAP = 10;
const TIMEOUT_MS = 8000;

/**
 * One TLS handshake, nothing sent after it. Nothing is judged here: any certificate is taken and handed out.
 * Rejects with `CouldNotLook` code `timeout`, `refused`, `unreachable` or `interrupted` when no handshake could begin or none ended in time.
 */
export async function handshake(io: Io, question: HandshakeQuestion, signal: AbortSignal): Promise<Handshake> {
  const { host, address, port = 443, timeoutMs = TIMEOUT_MS } = question;
  const says = `no TLS answer from ${address} port ${port} within ${timeoutMs / 1000} s`;
  return withDeadline(io, { timeoutMs, says }, signal, async (signal) => {
    const started = io.clock.mono();
    const socket = await io.connect({ address, port }, { purpose: { protocol: 'tls', host, oldest: 'TLSv1' }, timeoutMs }, signal);
    const result = await secure(socket, { ...question, alpn: ['h2', 'http/1.1'] }, signal);
    const ms = io.clock.mono() - started;
    if (result.status === 'failed') {
      socket.destroy();
      return { ...result, ms };
    }
    const { tls, staple } = result;
    try {
      return {
        status: 'done',
        protocol: tls.getProtocol() ?? 'unknown',
        cipher: tls.getCipher().standardName,
        alpn: tls.alpnProtocol || undefined,
        chain: sentChain(tls),
        staple,
        ms,
      };
    } finally {
      tls.destroy();
      socket.destroy();
    }
  });
}

export interface SecureOptions {
  readonly host: string;
  readonly alpn: readonly string[];
  /** PEM roots: then only a certificate that is trusted by one of them and fits `host` ends in `done`. Without, any certificate does. */
  readonly trustedBy?: readonly string[];
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}
type Secured =
  | { readonly status: 'done'; readonly tls: TLSSocket; readonly staple: Uint8Array | undefined }
  | { readonly status: 'failed'; readonly code: HandshakeFailure; readonly says: Quoted };

/** Speaks TLS over an open connection. On `failed` and on abort the caller's socket is destroyed. */
export async function secure(socket: Duplex, options: SecureOptions, signal: AbortSignal): Promise<Secured> {
  // Loaded by the first handshake: a run that asks the DNS only starts without.
  const { connect, createSecureContext } = await import('node:tls');
  return new Promise((resolve) => {
    let staple: Uint8Array | undefined;
    const tls = connect({
      socket,
      secureContext: options.trustedBy
        ? verifyingContext(createSecureContext, options.trustedBy)
        : contextFor(createSecureContext, options.minVersion ?? 'TLSv1', options.maxVersion ?? 'TLSv1.3'),
      ...((parseV4(options.host) ?? parseV6(options.host)) ? {} : { servername: options.host }),
      rejectUnauthorized: options.trustedBy !== undefined,
      requestOCSP: true,
      ALPNProtocols: [...options.alpn],
    });
    const abort = (): void => {
      tls.destroy();
      socket.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    const fail = (error: NodeJS.ErrnoException): void => {
      signal.removeEventListener('abort', abort);
      abort();
      resolve({ status: 'failed', code: failureOf(error.code ?? ''), says: quote(`${error.code ?? ''} ${error.message}`, 200) });
    };
    tls.on('OCSPResponse', (answer: Buffer | null) => {
      if (answer !== null && answer.length > 0) staple = answer;
    });
    tls.once('error', fail);
    tls.once('close', () => fail(Object.assign(new Error('the server closed the connection during the handshake'), { code: 'ECONNRESET' })));
    tls.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      tls.removeAllListeners('error').removeAllListeners('close');
      // A peer that breaks off later is reported by whoever reads; without a listener it would end the process.
      tls.on('error', () => undefined);
      resolve({ status: 'done', tls, staple });
    });
    // The stop may have come while the module was loaded.
    if (signal.aborted) abort();
  });
}

const contexts = new Map<string, SecureContext>();
/** Security level 0, so that weak keys and old versions are seen instead of refused by our own side. No roots: then the issuer walk shows only what was sent. */
function contextFor(make: typeof createSecureContext, minVersion: SecureVersion, maxVersion: SecureVersion): SecureContext {
  const key = `${minVersion} ${maxVersion}`;
  const known = contexts.get(key);
  if (known) return known;
  const made = make({ minVersion, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0', ca: [] });
  contexts.set(key, made);
  return made;
}

const verifying = new WeakMap<readonly string[], SecureContext>();
/** Reading all roots of a platform takes longer than a handshake. */
function verifyingContext(make: typeof createSecureContext, roots: readonly string[]): SecureContext {
  const known = verifying.get(roots) ?? make({ ca: [...roots], minVersion: 'TLSv1.2' });
  verifying.set(roots, known);
  return known;
}

/** The certificates a peer sent, leaf first, each followed by its issuer. */
export function sentChain(tls: TLSSocket): Certificate[] {
  const chain: Certificate[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = tls.getPeerCertificate(true);
  while (next?.raw && !seen.has(next.fingerprint256) && chain.length < CHAIN_CAP) {
    seen.add(next.fingerprint256);
    chain.push(readCertificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

function failureOf(code: string): HandshakeFailure {
  if (/NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|^ERR_TLS_/.test(code)) return 'ours';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE/.test(code)) return 'not-tls';
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|INAPPROPRIATE_FALLBACK/.test(code)) return 'version';
  if (/EXCESSIVE_MESSAGE_SIZE/.test(code)) return 'too-large';
  return code.includes('ALERT') ? 'alert' : 'other';
}
