import { type Handshake, handshake } from '../../drivers/tls.ts';
import { reachable } from '../../drivers/locate.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { type EdgeTls, edgeTls, type TlsAddress } from '../../evidence/edge/tls.ts';
import { type Certificate, coversHost } from '../../formats/x509.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { trustOf } from './trust.ts';

const MOST_ADDRESSES = 4;
const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof VERSIONS)[number];
type Floor = NonNullable<EdgeTls['protocols']>;

const NO_ADDRESS: EdgeTls = { status: 'no-address', addresses: [], protocols: null };

export const edgeTlsProbe = defineProbe({
  id: 'edge/tls',
  version: 1,
  title: 'opens encrypted connections to the host and reads its certificates',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: edgeTls,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 30_000,
  async gather({ subject, given, io, signal }) {
    if (given.host.status !== 'present') return { value: NO_ADDRESS, complete: true };
    const host = subject.name;
    const known = reachable(io, given.host.addresses);
    const addresses = await Promise.all(known.slice(0, MOST_ADDRESSES).map((one) => lookAt(io, host, one, signal)));
    const first = addresses.find(({ outcome }) => outcome === 'done');
    if (!first && !addresses.some(({ outcome }) => outcome === 'failed')) throw nothingSeen(addresses);
    const protocols = first ? await floorOf(io, host, first, signal) : null;
    const value: EdgeTls = { status: 'seen', addresses, protocols };
    return { value, complete: limitsOf(given.host.addresses.length, addresses, protocols) };
  },
});

async function lookAt(io: Io, host: string, { address, family }: { address: string; family: 4 | 6 }, signal: AbortSignal): Promise<TlsAddress> {
  const blank = {
    address,
    family,
    says: null,
    protocol: null,
    cipher: null,
    alpn: null,
    staple: false,
    chain: [],
    trust: null,
    incompleteBecause: null,
    nameMatches: null,
  };
  try {
    const result = await handshake(io, { host, address }, signal);
    if (result.status === 'failed') return { ...blank, outcome: 'failed', says: result.says, ms: Math.round(result.ms) };
    return { ...blank, outcome: 'done', ...(await factsOf(io, host, result, signal)) };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    const outcome = error.code === 'timeout' || error.code === 'refused' ? error.code : 'unreachable';
    return { ...blank, outcome, says: quote(error.message, 200), ms: 0 };
  }
}

async function factsOf(
  io: Io,
  host: string,
  done: Extract<Handshake, { status: 'done' }>,
  signal: AbortSignal,
): Promise<Omit<TlsAddress, 'address' | 'family' | 'outcome' | 'says'>> {
  const [leaf] = done.chain;
  return {
    protocol: done.protocol,
    cipher: done.cipher,
    alpn: done.alpn ?? null,
    staple: done.staple,
    chain: done.chain.map(certificateEvidence),
    ...(await trustOf(io, done.chain, signal)),
    nameMatches: leaf ? coversHost(leaf.x509, host) : null,
    ms: Math.round(done.ms),
  };
}

function certificateEvidence({ facts }: Certificate): TlsAddress['chain'][number] {
  const { subject, issuer, dnsNames, dnsNameCount, notBefore, notAfter, keyType, keyBits = null, signature, isCa, fingerprint } = facts;
  return { subject, issuer, dnsNames, dnsNameCount, notBefore, notAfter, keyType, keyBits, signature, isCa, fingerprint };
}

/** Each version offered alone; the one already spoken needs no second connection. */
async function floorOf(io: Io, host: string, { address, protocol }: TlsAddress, signal: AbortSignal): Promise<Floor> {
  const offers = await Promise.all(
    VERSIONS.map(async (version) => [version, version === protocol ? 'accepted' : await offer(io, { host, address, version }, signal)] as const),
  );
  const of = (version: Version): Floor[Version] => offers.find(([offered]) => offered === version)?.[1] ?? 'unseen';
  return { address, TLSv1: of('TLSv1'), 'TLSv1.1': of('TLSv1.1'), 'TLSv1.2': of('TLSv1.2'), 'TLSv1.3': of('TLSv1.3') };
}

async function offer(io: Io, { host, address, version }: { host: string; address: string; version: Version }, signal: AbortSignal): Promise<Floor[Version]> {
  try {
    const result = await handshake(io, { host, address, minVersion: version, maxVersion: version, timeoutMs: 5000 }, signal);
    if (result.status === 'done') return 'accepted';
    return result.code === 'ours' || result.code === 'other' ? 'unseen' : 'refused';
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    return 'unseen';
  }
}

function nothingSeen(addresses: readonly TlsAddress[]): CouldNotLook {
  const worst = addresses.find(({ outcome }) => outcome === 'timeout') ?? addresses[0];
  const code = worst?.outcome === 'timeout' || worst?.outcome === 'refused' ? worst.outcome : 'unreachable';
  return new CouldNotLook(code, worst?.says ?? 'no address could be reached');
}

/** What the checks need is in `addresses` and `protocols`; addresses beyond our reach or our number are only noted, in `skipped`. */
function limitsOf(all: number, seen: readonly TlsAddress[], protocols: Floor | null): true | readonly Limit[] {
  const works = seen.some(({ outcome }) => outcome === 'done');
  const limits: Limit[] = seen
    .filter(({ outcome }) => outcome === 'timeout' || outcome === 'unreachable')
    .map(({ address, family, says }) => ({ part: works && family === 6 ? 'skipped' : 'addresses', says: quote(`${address}: ${says ?? ''}`) }));
  if (all > seen.length) limits.push({ part: 'skipped', says: quote(`${seen.length} of ${all} addresses were looked at`) });
  if (protocols && VERSIONS.some((version) => protocols[version] === 'unseen')) {
    limits.push({ part: 'protocols', says: quote('not every TLS version could be tried') });
  }
  return limits.length === 0 ? true : limits;
}
