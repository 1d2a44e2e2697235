import { SSLV2_CIPHERS } from '../../data/tls-parameters.ts';
import { reachable } from '../../drivers/locate.ts';
import { saySslv2Hello } from '../../drivers/tls-hello.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { type EnumeratedProtocol, type TlsEnumeration, tlsEnumeration } from '../../evidence/edge/tls-enumeration.ts';
import { sslv2Hello, type TlsVersion } from '../../formats/tls-hello.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { type Peeled, peelGroups, peelSuites } from './peel.ts';

const VERSIONS: readonly TlsVersion[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const SSLV2_TIMEOUT_MS = 4000;
/** Leaves time for the last hello within the deadline of the look. */
const MOST_MS = 15_000;

const NO_ADDRESS: TlsEnumeration = { status: 'no-address', address: null, protocols: [], groups: [], smallestPrime: null, hellos: 0 };

export const tlsEnumerationProbe = defineProbe({
  id: 'edge/tls-enumeration',
  version: 1,
  title: 'offers a host of yours every version and cipher suite, also the broken ones, to list what it accepts',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: tlsEnumeration,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 25_000,
  async gather({ subject, given, io, signal }) {
    if (given.host.status !== 'present') return { value: NO_ADDRESS, complete: true };
    const address = reachable(io, given.host.addresses)[0]?.address ?? '';
    const at: Peeled = { io, host: subject.name, address, signal, endBy: io.clock.mono() + MOST_MS, hellos: 0 };
    const [oldest, peeled] = await Promise.all([sslv2(at), Promise.all(VERSIONS.map((version) => withGroups(at, version)))]);
    // Silence in answer to SSLv2 alone says nothing.
    if (peeled.every(({ outcome }) => outcome === 'unseen')) {
      throw new CouldNotLook('unreachable', `${address} port 443 answered no TLS hello`);
    }
    const primes = peeled.flatMap((each) => each.primes).toSorted((a, b) => a.bits - b.bits);
    const protocols = [oldest, ...peeled.map(({ version, outcome, suites }) => ({ version, outcome, suites }))];
    const groups = peeled.findLast((each) => each.groups.length > 0)?.groups ?? [];
    const value: TlsEnumeration = { status: 'seen', address, protocols, groups, smallestPrime: primes[0] ?? null, hellos: at.hellos };
    return { value, complete: limitsOf(protocols, peeled) };
  },
});

async function withGroups(at: Peeled, version: TlsVersion) {
  const peeled = await peelSuites(at, version);
  const isNew = version === 'TLSv1.3' || version === 'TLSv1.2';
  return { version, ...peeled, groups: isNew && peeled.outcome === 'accepted' ? await peelGroups(at, version, peeled.suites) : [] };
}

async function sslv2(at: Peeled): Promise<EnumeratedProtocol> {
  const { io, host, address, signal } = at;
  const hello = sslv2Hello(
    SSLV2_CIPHERS.map(([code]) => code),
    io.random(16),
  );
  at.hellos += 1;
  try {
    const ciphers = await saySslv2Hello(io, { host, address, hello, purpose: { oldest: 'SSLv2', unusual: true }, timeoutMs: SSLV2_TIMEOUT_MS }, signal);
    const names = SSLV2_CIPHERS.filter(([code]) => ciphers.includes(code)).map(([, name]) => name);
    return { version: 'SSLv2', outcome: names.length > 0 ? 'accepted' : 'refused', suites: names };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'no-consent') throw error;
    // Most servers of today wait for the rest of what they take for a long record of TLS: silence is how they refuse SSLv2.
    return { version: 'SSLv2', outcome: error.code === 'timeout' ? 'refused' : 'unseen', suites: [] };
  }
}

function limitsOf(protocols: readonly EnumeratedProtocol[], peeled: readonly { readonly version: string; readonly cut: boolean }[]): true | readonly Limit[] {
  const unseen = protocols.filter(({ outcome }) => outcome === 'unseen').map(({ version }) => version);
  const cut = peeled.filter((each) => each.cut).map(({ version }) => version);
  const limits: Limit[] = [
    ...(unseen.length > 0 ? [{ part: 'protocols', says: quote(`no answer that says whether ${unseen.join(', ')} is accepted`) }] : []),
    ...(cut.length > 0 ? [{ part: 'suites', says: quote(`the list of cipher suites of ${cut.join(', ')} is not whole`) }] : []),
  ];
  return limits.length > 0 ? limits : true;
}
