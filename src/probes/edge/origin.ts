import { isAtOrBelow } from '../../model/domain-name.ts';
import { EDGE_FINGERPRINTS } from '../../data/edge-fingerprints.ts';
import { type Exchange, get } from '../../drivers/http.ts';
import { type HostAddresses, hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { edgeHttp, type PageFacts } from '../../evidence/edge/http.ts';
import { DECLARED, origin, type Origin } from '../../evidence/edge/origin.ts';
import { mxEvidence, type MxEvidence } from '../../evidence/email/mx.ts';
import { spfEvidence } from '../../evidence/email/spf.ts';
import { type About, each, maybe, one } from '../../model/check.ts';
import { addressScope } from '../../model/address.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { pageFacts } from './page-facts.ts';

const MOST_CANDIDATES = 8;

export const originProbe = defineProbe({
  id: 'edge/origin',
  version: 2,
  title:
    'asks the origin addresses of the config, and those that the DNS of the domain gives away (hosts past the edge, mail server, SPF), for the front page, to see whether the edge can be gone round',
  about: 'host',
  needs: { http: one(edgeHttp), host: one(hostAddresses), all: each(hostAddresses), sites: each(edgeHttp), mx: maybe(mxEvidence), spf: maybe(spfEvidence) },
  fills: origin,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 40_000,
  async gather({ subject, given, intent, io, signal }) {
    const { http, host } = given;
    const edges = EDGE_FINGERPRINTS.filter(({ id, absorbsFloods, role }) => absorbsFloods && role === 'edge' && http.platforms.includes(id)).map(
      ({ id }) => id,
    );
    const { page } = http;
    if (edges.length === 0 || page === null) return { value: { edges, candidates: [] }, complete: true };
    const covered = new Set(given.sites.filter(({ value }) => edges.some((id) => value.platforms.includes(id))).map(({ subject }) => subject.name));
    const domain = intent.domains.find((name) => isAtOrBelow(subject.name, name)) ?? subject.name;
    const records = (given.spf?.places ?? []).filter(({ role }) => role === 'domain').flatMap(({ nodes }) => nodes[0]?.records ?? []);
    const found = new Map<string, string>();
    const declared = (intent.origins ?? []).map((address) => ({ address, from: DECLARED }));
    for (const { address, from } of [...declared, ...pastTheEdge(given.all, covered, domain), ...ofMail(given.mx, domain), ...ofSpf(records)])
      if (!found.has(address)) found.set(address, from);
    for (const { address } of host.addresses) found.delete(address);
    const all = [...found].filter(([address]) => addressScope(address) === 'public' && (io.network.ipv6 || !address.includes(':')));
    const limits: Limit[] =
      all.length > MOST_CANDIDATES ? [{ part: 'candidates', says: quote(`only ${MOST_CANDIDATES} of ${all.length} addresses were asked`) }] : [];
    const candidates = await Promise.all(
      all
        .slice(0, MOST_CANDIDATES)
        .map(async ([address, from]) => ({ address, from: quote(from, 255), ...(await askAt(io, { host: subject.name, address, page, domain }, signal)) })),
    );
    return { value: { edges, candidates }, complete: limits.length === 0 ? true : limits };
  },
});

interface Hint {
  readonly address: string;
  readonly from: string;
}

/** Hosts of the domain that do not go through the edge. */
function pastTheEdge(all: readonly About<HostAddresses>[], covered: ReadonlySet<string>, domain: string): Hint[] {
  const own = all.filter(({ subject }) => !covered.has(subject.name) && isAtOrBelow(subject.name, domain));
  // Behind an alias stands somebody else's machine.
  return own
    .filter(({ value }) => value.chain.length === 0)
    .flatMap(({ subject, value }) => value.addresses.map(({ address }) => ({ address, from: subject.name })));
}

function ofMail(mx: MxEvidence | undefined, domain: string): Hint[] {
  const own = (mx?.exchanges ?? []).filter(({ host }) => host.endsWith(`.${domain}`));
  return own.flatMap(({ host, addresses }) => addresses.map(({ address }) => ({ address, from: `MX ${host}` })));
}

/** Single addresses that the domain itself names; networks and includes are those of services. */
function ofSpf(records: readonly string[]): Hint[] {
  return records.flatMap((record) =>
    [...record.matchAll(/\bip4:(\d+\.\d+\.\d+\.\d+)(?:\/32)?(?=\s|$)/gi)].map((match) => ({ address: match[1] ?? '', from: `SPF ip4:${match[1] ?? ''}` })),
  );
}

interface Asking {
  readonly host: string;
  readonly address: string;
  readonly page: PageFacts;
  readonly domain: string;
}

async function askAt(io: Io, { host, address, page, domain }: Asking, signal: AbortSignal): Promise<Omit<Origin['candidates'][number], 'address' | 'from'>> {
  for (const scheme of ['https', 'http'] as const) {
    let answer: Exchange;
    try {
      answer = await get(io, { url: `${scheme}://${host}/`, address, mostBytes: 300_000, timeoutMs: 5000 }, signal);
    } catch (error) {
      if (error instanceof CouldNotLook && error.code !== 'interrupted') continue;
      throw error;
    }
    const by = sameAs(page, pageFacts(answer, domain));
    if (by !== undefined && answer.status === page.status) return { answer: 'same', scheme, status: answer.status, by };
    if (scheme === 'http' || answer.status < 300 || answer.status > 399) return { answer: 'other', scheme, status: answer.status, by: null };
  }
  return { answer: 'closed', scheme: null, status: null, by: null };
}

/** A server that knows the name answers with the same build, or under the same title, where that is no common one. */
function sameAs(page: PageFacts, other: PageFacts): string | undefined {
  if (page.buildId !== null && page.buildId === other.buildId) return 'build';
  const isCommon = page.title === null || /^(welcome to|index of|\d{3}\b|not found|error|default)/i.test(page.title);
  return !isCommon && page.title === other.title ? 'title' : undefined;
}
