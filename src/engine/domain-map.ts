import { dnssec } from '../evidence/domain/dnssec.ts';
import { hostAddresses } from '../evidence/domain/host-addresses.ts';
import { records } from '../evidence/domain/records.ts';
import { registration } from '../evidence/domain/registration.ts';
import { edgeHttp } from '../evidence/edge/http.ts';
import { edgeTls } from '../evidence/edge/tls.ts';
import type { DomainMap, MapLine } from '../model/domain-map.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Verdict } from '../model/finding.ts';
import type { Intent } from '../model/intent.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import { edgeBaseline } from './edge-baseline.ts';
import type { EvidenceSet } from './evidence-set.ts';
import { testsOf, valueOf } from './map-facts.ts';
import { type GivenLine, mailLines } from './mail-lines.ts';

/** What a line is for and which checks judge it, by record type at the domain itself. */
const AT_DOMAIN: Readonly<Record<string, readonly [purpose: string, checks: readonly string[]]>> = {
  SOA: ['version of the zone', ['domain/zone-agreement']],
  NS: ['who serves the zone', ['domain/name-servers', 'domain/delegation', 'domain/zone-agreement']],
  A: ['website', ['domain/host-resolves', 'domain/address-split']],
  AAAA: ['website over IPv6', ['domain/host-resolves', 'domain/address-split']],
  MX: ['takes the mail', ['email/mx', 'email/starttls']],
  CAA: ['who may issue certificates', ['domain/caa', 'domain/caa-renewal', 'domain/caa-hosting']],
};

/** The domain and routing map: each record, redirect and certificate with its purpose, its owner, the checks that judged it and when. */
export function domainMap(evidence: EvidenceSet, intent: Intent, verdicts: readonly Verdict[]): DomainMap[] {
  const subjects = [...evidence.subjects.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return subjects
    .filter(({ kind }) => kind === 'domain')
    .map((domain) => {
      const hosts = subjects.filter(({ kind, parent }) => kind === 'host' && parent === subjectKey(domain));
      const lines = [...domainLines(domain, evidence, verdicts), ...hosts.flatMap((host) => hostLines(host, domain, evidence, intent, verdicts))];
      return { domain: domain.name, lines, edge: edgeBaseline({ domain, hosts, evidence, intent, verdicts }) };
    });
}

function domainLines(domain: Subject, evidence: EvidenceSet, verdicts: readonly Verdict[]): MapLine[] {
  const { name } = domain;
  const seen = <T>(kind: EvidenceKind<T>): T | undefined => valueOf(kind, domain, evidence);
  const line = (given: GivenLine): MapLine => {
    const { checks, ttl = null, ...rest } = given;
    return { ...rest, ttl, owner: null, tested: testsOf(checks, [domain.name], verdicts) };
  };
  const registered = seen(registration);
  const registrar = registered?.registrar;
  const apex = seen(records)?.records ?? [];
  return [
    ...(registered
      ? [
          line({
            name,
            type: 'registration',
            data: `${registrar ?? 'registrar not told'}, until ${registered.expires?.slice(0, 10) ?? 'not told'}`,
            purpose: 'the domain itself',
            checks: ['domain/registration'],
          }),
        ]
      : []),
    ...(seen(dnssec)?.ds ?? []).map(({ keyTag, algorithm, digestType }) =>
      line({ name, type: 'DS', data: `${keyTag} ${algorithm} ${digestType}`, purpose: 'key that vouches for the zone', checks: ['domain/dnssec'] }),
    ),
    ...apex.map(({ type, ttl, data }) => {
      const isSpf = type === 'TXT' && /^"?v=spf1\b/i.test(data);
      const [purpose, checks] = isSpf ? (['who may send mail', ['email/spf']] as const) : (AT_DOMAIN[type] ?? ['a text for other services', []]);
      return line({ name, type, data, ttl, purpose, checks });
    }),
    ...mailLines(name, seen, line),
  ];
}

function hostLines(host: Subject, domain: Subject, evidence: EvidenceSet, intent: Intent, verdicts: readonly Verdict[]): MapLine[] {
  const declared = intent.hosts.find((one) => one.name === host.name);
  const line = (type: string, data: string, ttl: number | null, checks: readonly string[]): MapLine => ({
    name: host.name,
    type,
    data,
    ttl,
    purpose: declared?.purpose ?? 'not in the config',
    owner: declared?.owner ?? null,
    tested: testsOf(checks, [host.name, domain.name], verdicts),
  });
  const seen = valueOf(hostAddresses, host, evidence);
  const walk = valueOf(edgeHttp, host, evidence)?.root;
  const leaf = valueOf(edgeTls, host, evidence)?.addresses.flatMap(({ chain }) => chain[0] ?? [])[0];
  const alias = seen?.chain ?? [];
  // Addresses at the domain itself stand among its records.
  const own = host.name === domain.name ? [] : (seen?.addresses ?? []);
  const end = walk?.https.end === 'answered' ? walk.https.hops.at(-1)?.url : undefined;
  // Who renews the certificate, in the words of the check that looked at it.
  const renewal = leaf ? verdicts.find(({ check, subject }) => check === 'edge/renewal-path' && subject.name === host.name)?.reason : undefined;
  return [
    ...alias.slice(0, 1).map((target) => line('CNAME', target, null, ['domain/host-resolves', 'domain/dangling-cname'])),
    ...own.map(({ address, family, ttl }) => line(family === 4 ? 'A' : 'AAAA', address, ttl, ['domain/host-resolves', 'domain/public-address'])),
    ...(end === undefined ? [] : [line('ends at', end, null, ['domain/canonical-host', 'domain/redirect-loop', 'edge/https-forced'])]),
    ...[walk?.http, walk?.https].flatMap((one) => {
      const path = one?.hops.map(({ url }) => url) ?? [];
      return path.length > 1
        ? [line('redirects', path.join(' → '), null, ['edge/https-forced', 'domain/redirect-permanent', 'domain/redirect-keeps-path'])]
        : [];
    }),
    ...(leaf ? [line('certificate', `until ${leaf.notAfter.slice(0, 10)}, from ${leaf.issuer}`, null, ['edge/certificate', 'edge/certificate-expiry'])] : []),
    ...(renewal ? [line('renewal', renewal, null, ['edge/renewal-path', 'domain/caa-renewal'])] : []),
  ];
}
