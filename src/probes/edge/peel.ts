import { GROUPS, ORDINARY_SUITES, SUITE_REGISTRY, UNREGISTERED_SUITES } from '../../data/tls-parameters.ts';
import { type HelloAnswer, type HelloQuestion, sayHello } from '../../drivers/tls-hello.ts';
import { keyExchangeOf, readSuites, weaknessesOf } from '../../formats/cipher-suite.ts';
import { readKeyExchange } from '../../formats/tls-flight.ts';
import { clientHello, TLS_VERSIONS, type TlsVersion } from '../../formats/tls-hello.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Who is asked, and how often it was. */
export interface Peeled {
  readonly io: Io;
  readonly host: string;
  readonly address: string;
  readonly signal: AbortSignal;
  /** Monotonic milliseconds after which nothing more is asked: a distant server with many suites takes longer than a look may. */
  readonly endBy: number;
  hellos: number;
}

/** Names of all suites by number. */
export const SUITES = readSuites(SUITE_REGISTRY + UNREGISTERED_SUITES);
const GROUP_NAMES = new Map(GROUPS);
const ALL_GROUPS = GROUPS.map(([code]) => code);
const MODERN = [...SUITES.keys()].filter((code) => code >> 8 === 0x13 || SUITES.get(code)?.startsWith('TLS_SHA'));
/** What decides comes in the first hello: what is broken, and what is ordinary. Suites for keys agreed on beforehand are nearly never spoken on the web. */
const FIRST = [...SUITES]
  .filter(([code, name]) => ORDINARY_SUITES.includes(code) || (weaknessesOf(name).length > 0 && !/PSK|KRB5|SRP/.test(name)))
  .map(([code]) => code);
const CLASSIC = [...FIRST, ...[...SUITES.keys()].filter((code) => !MODERN.includes(code) && !FIRST.includes(code))];

/** Some servers cannot take in more than 128 suites in one hello. */
const MOST_PER_HELLO = 120;
const MOST_PER_VERSION = 90;
const TIMEOUT_MS = 8000;
const PROTOCOL_VERSION_ALERT = 70;

export interface PeeledSuites {
  readonly outcome: 'accepted' | 'refused' | 'unseen';
  readonly suites: readonly string[];
  /** Size of the prime by suite, where one was shown. */
  readonly primes: readonly { readonly bits: number; readonly suite: string }[];
  /** The list goes on, or the server fell silent in it. */
  readonly cut: boolean;
}

/** Offers a version with every suite, then again without the one the server chose, until it refuses: accepted + 1 connections for each hello's worth of suites. */
export async function peelSuites(at: Peeled, version: TlsVersion): Promise<PeeledSuites> {
  const all = version === 'TLSv1.3' ? MODERN : CLASSIC;
  const found: { suites: string[]; primes: { bits: number; suite: string }[]; cut: boolean; unseen: boolean } = {
    suites: [],
    primes: [],
    cut: false,
    unseen: false,
  };
  for (let from = 0; from < all.length; from += MOST_PER_HELLO) {
    const left = new Set(all.slice(from, from + MOST_PER_HELLO));
    while (left.size > 0) {
      const answer = found.suites.length < MOST_PER_VERSION && isTime(at) ? await ask(at, version, [...left], ALL_GROUPS) : 'enough';
      if (typeof answer === 'string') return summary({ ...found, cut: true, unseen: true });
      if (answer.alert?.description === PROTOCOL_VERSION_ALERT && found.suites.length === 0) return summary(found);
      if (answer.suite === undefined || answer.version !== TLS_VERSIONS[version] || !left.delete(answer.suite)) break;
      const suite = SUITES.get(answer.suite) ?? '';
      found.suites.push(suite);
      const bits = primeOf(answer, suite);
      if (bits !== undefined) found.primes.push({ bits, suite });
    }
  }
  return summary(found);
}

function summary({ suites, primes, cut, unseen }: { suites: string[]; primes: PeeledSuites['primes']; cut: boolean; unseen: boolean }): PeeledSuites {
  return { outcome: suites.length > 0 ? 'accepted' : unseen ? 'unseen' : 'refused', suites, primes, cut: cut && suites.length > 0 };
}

function primeOf({ keyExchange }: HelloAnswer, suite: string): number | undefined {
  return keyExchange && keyExchangeOf(suite) === 'dh' ? readKeyExchange(keyExchange, 'dh').bits : undefined;
}

/** The groups accepted in a version: TLS 1.3 names them in its HelloRetryRequest, TLS 1.2 in the key exchange of its ECDHE suites. */
export async function peelGroups(at: Peeled, version: 'TLSv1.2' | 'TLSv1.3', accepted: readonly string[]): Promise<readonly string[]> {
  const usable = version === 'TLSv1.3' ? accepted : accepted.filter((suite) => keyExchangeOf(suite) === 'ecdh');
  const suites = [...SUITES].filter(([, name]) => usable.includes(name)).map(([code]) => code);
  const left = new Set(ALL_GROUPS);
  const groups: string[] = [];
  while (suites.length > 0 && left.size > 0 && isTime(at)) {
    const answer = await ask(at, version, suites, [...left]);
    if (typeof answer === 'string') break;
    const group = answer.group ?? (answer.keyExchange && readKeyExchange(answer.keyExchange, 'ecdh').group);
    if (group === undefined || !left.delete(group)) break;
    groups.push(GROUP_NAMES.get(group) ?? '');
  }
  return groups;
}

const isTime = ({ io, endBy }: Peeled): boolean => io.clock.mono() < endBy;

/** `unseen`: no answer at all, or none that speaks TLS. */
async function ask(at: Peeled, version: TlsVersion, suites: readonly number[], groups: readonly number[]): Promise<HelloAnswer | 'unseen'> {
  const { io, host, address, signal } = at;
  const hello = clientHello({ version, suites, groups, host, random: io.random(32) });
  const purpose: HelloQuestion['purpose'] = { oldest: version === 'SSLv3' ? 'SSLv3' : 'TLSv1', unusual: true };
  at.hellos += 1;
  try {
    const answer = await sayHello(io, { host, address, hello, purpose, timeoutMs: TIMEOUT_MS }, signal);
    return ['not-tls', 'flood', 'malformed'].includes(answer.end) ? 'unseen' : answer;
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'no-consent') throw error;
    return 'unseen';
  }
}
