import { type Handshake, handshake } from '../../drivers/tls.ts';
import { reachable } from '../../drivers/locate.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { type EdgeTls, edgeTls, type TlsAddress } from '../../evidence/edge/tls.ts';
import { sentOrder } from '../../formats/certificate-path.ts';
import { type Certificate, coversHost } from '../../formats/x509.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { offerAlone, type Offered, VERSIONS } from './offer-alone.ts';
import { ocspFacts, revocationFacts } from './revoked.ts';
import { trustOf } from './trust.ts';

const MOST_ADDRESSES = 4;
const MOST_CHAIN = 10;
type Protocols = NonNullable<EdgeTls['protocols']>;

const NO_ADDRESS: EdgeTls = { status: 'no-address', addresses: [], protocols: null };

export const edgeTlsProbe = defineProbe({
  id: 'edge/tls',
  version: 2,
  title: 'opens encrypted connections to the host, each version alone, and reads its certificates',
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
    const first = addresses.find(({ seen: { outcome } }) => outcome === 'done');
    const seen = addresses.map((each) => each.seen);
    if (!first && !seen.some(({ outcome }) => outcome === 'failed')) throw nothingSeen(seen);
    const protocols = first ? await protocolsOf(io, host, first, signal) : null;
    const value: EdgeTls = { status: 'seen', addresses: seen, protocols };
    return { value, complete: limitsOf(given.host.addresses.length, seen, protocols) };
  },
});

/** One address, and what TLS 1.2 offered alone showed there in the clear: the certificates in their order. */
interface Looked {
  readonly seen: TlsAddress;
  readonly clear: Offered;
}

async function lookAt(io: Io, host: string, { address, family }: { address: string; family: 4 | 6 }, signal: AbortSignal): Promise<Looked> {
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
    const [result, clear] = await Promise.all([handshake(io, { host, address }, signal), offerAlone(io, { host, address, version: 'TLSv1.2' }, signal)]);
    if (result.status === 'failed') return { seen: { ...blank, outcome: 'failed', says: result.says, ms: Math.round(result.ms) }, clear };
    return { seen: { ...blank, outcome: 'done', ...(await factsOf(io, host, result, clear, signal)) }, clear };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    const outcome = error.code === 'timeout' || error.code === 'refused' ? error.code : 'unreachable';
    return { seen: { ...blank, outcome, says: quote(error.message, 200), ms: 0 }, clear: { outcome: 'unseen', chain: [] } };
  }
}

async function factsOf(
  io: Io,
  host: string,
  done: Extract<Handshake, { status: 'done' }>,
  clear: Offered,
  signal: AbortSignal,
): Promise<Omit<TlsAddress, 'address' | 'family' | 'outcome' | 'says'>> {
  const [leaf] = done.chain;
  // A server may have a certificate of another kind for older clients: then the order of those says nothing of these.
  const isSame = leaf !== undefined && clear.chain[0]?.facts.fingerprint === leaf.facts.fingerprint;
  const chain = isSame ? clear.chain.slice(0, MOST_CHAIN) : done.chain;
  const order = isSame ? sentOrder(clear.chain) : undefined;
  const issuer = leaf && chain.find(({ facts, x509 }) => facts.isCa && leaf.x509.checkIssued(x509));
  const [trust, revocationList] = await Promise.all([trustOf(io, chain, signal), revocationFacts(io, leaf, issuer, signal)]);
  return {
    protocol: done.protocol,
    cipher: done.cipher,
    alpn: done.alpn ?? null,
    staple: done.staple !== undefined,
    ocsp: ocspFacts(done.staple, leaf),
    revocationList: revocationList ?? null,
    chain: chain.map(certificateEvidence),
    sent: order
      ? {
          certificates: clear.chain.length,
          isWrongOrder: order.isWrong,
          unneeded: order.unneeded.slice(0, MOST_CHAIN).map(({ facts }) => facts.subject),
        }
      : null,
    ...trust,
    nameMatches: leaf ? coversHost(leaf.x509, host) : null,
    ms: Math.round(done.ms),
  };
}

function certificateEvidence({ facts }: Certificate): TlsAddress['chain'][number] {
  const { subject, issuer, dnsNames, dnsNameCount, notBefore, notAfter, keyType, keyBits = null, signature, isCa, fingerprint, serial } = facts;
  return { subject, issuer, dnsNames, dnsNameCount, notBefore, notAfter, keyType, keyBits, signature, isCa, fingerprint, serial };
}

/** Each version offered alone; TLS 1.2 was already. What the finished handshake spoke is accepted, whatever a lone hello got. */
async function protocolsOf(io: Io, host: string, { seen: { address, protocol }, clear }: Looked, signal: AbortSignal): Promise<Protocols> {
  const [oldest, old, newest] = await Promise.all(
    (['TLSv1', 'TLSv1.1', 'TLSv1.3'] as const).map((version) => offerAlone(io, { host, address, version }, signal)),
  );
  const outcome = (version: (typeof VERSIONS)[number], offered: Offered | undefined) => (protocol === version ? 'accepted' : (offered?.outcome ?? 'unseen'));
  return {
    address,
    TLSv1: outcome('TLSv1', oldest),
    'TLSv1.1': outcome('TLSv1.1', old),
    'TLSv1.2': outcome('TLSv1.2', clear),
    'TLSv1.3': outcome('TLSv1.3', newest),
    group: newest?.group ?? null,
  };
}

function nothingSeen(addresses: readonly TlsAddress[]): CouldNotLook {
  const worst = addresses.find(({ outcome }) => outcome === 'timeout') ?? addresses[0];
  const code = worst?.outcome === 'timeout' || worst?.outcome === 'refused' ? worst.outcome : 'unreachable';
  return new CouldNotLook(code, worst?.says ?? 'no address could be reached');
}

/** What the checks need is in `addresses` and `protocols`; addresses beyond our reach or our number are only noted, in `skipped`. */
function limitsOf(all: number, seen: readonly TlsAddress[], protocols: Protocols | null): true | readonly Limit[] {
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
