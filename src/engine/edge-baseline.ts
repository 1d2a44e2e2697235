import { canary } from '../evidence/edge/canary.ts';
import { clientAccess } from '../evidence/edge/client-access.ts';
import { cloudflare, type Cloudflare, type CloudflareRule } from '../evidence/edge/cloudflare.ts';
import { edgeCache } from '../evidence/edge/cache.ts';
import { edgeHttp } from '../evidence/edge/http.ts';
import { edgeTls } from '../evidence/edge/tls.ts';
import { rateLimit } from '../evidence/edge/rate-limit.ts';
import type { MapLine } from '../model/domain-map.ts';
import type { Verdict } from '../model/finding.ts';
import type { Intent } from '../model/intent.ts';
import type { Subject } from '../model/subject.ts';
import type { EvidenceSet } from './evidence-set.ts';
import { testsOf, valueOf } from './map-facts.ts';

interface Seen {
  readonly domain: Subject;
  readonly hosts: readonly Subject[];
  readonly evidence: EvidenceSet;
  readonly intent: Intent;
  readonly verdicts: readonly Verdict[];
}

/** The edge baseline: what stands in front of each host, what it enforces, and every exception with its reason, each line with the checks that judged it. */
export function edgeBaseline(seen: Seen): MapLine[] {
  const zone = valueOf(cloudflare, seen.domain, seen.evidence);
  return [...seen.hosts.flatMap((host) => hostLines(host, seen)), ...(zone?.status === 'read' ? zoneLines(zone, seen) : []), ...acceptedLines(seen)];
}

type Line = (type: string, data: string, purpose: string, checks: readonly string[], owner?: string) => MapLine;
const lineOf =
  ({ domain, verdicts }: Seen, name: string): Line =>
  (type, data, purpose, checks, owner) => ({
    name,
    type,
    data,
    ttl: null,
    purpose,
    owner: owner ?? null,
    tested: testsOf(checks, [name, domain.name], verdicts),
  });

function hostLines(host: Subject, seen: Seen): MapLine[] {
  const { evidence, intent } = seen;
  const line = lineOf(seen, host.name);
  const declared = intent.hosts.find(({ name }) => name === host.name);
  const http = valueOf(edgeHttp, host, evidence);
  if (!http?.root) return [];
  const purpose = declared?.purpose ?? 'not in the config';
  const { root, platforms } = http;
  const first = root.http.hops[0];
  const hsts = root.https.hops.find((hop) => hop.host === host.name)?.headers.find(({ name }) => name === 'strict-transport-security')?.value;
  const protocols = valueOf(edgeTls, host, evidence)?.protocols;
  const spoken = protocols ? (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).filter((version) => protocols[version] === 'accepted') : [];
  const checks = ['edge/behind-proxy', 'edge/origin', 'edge/cloudflare-origin'];
  return [
    line('in front', platforms.length > 0 ? platforms.join(', ') : 'nothing shows', purpose, checks, declared?.owner),
    line('HTTPS', first ? `http -> ${first.status} ${first.location ?? ''}` : 'port 80 is closed', 'visits are encrypted', ['edge/https-forced']),
    ...(hsts === undefined ? [] : [line('HSTS', hsts, 'browsers come back by HTTPS', ['edge/hsts', 'edge/hsts-domain'])]),
    ...(spoken.length > 0 ? [line('TLS', spoken.join(', '), 'versions spoken', ['edge/tls-protocols', 'edge/weak-ciphers'])] : []),
    ...triedLines(host, seen, line),
  ];
}

/** What was tried with active consent. */
function triedLines(host: Subject, { evidence }: Seen, line: Line): MapLine[] {
  const limits = valueOf(rateLimit, host, evidence)?.routes ?? [];
  const attacks = valueOf(canary, host, evidence)?.attacks ?? [];
  const visits = valueOf(clientAccess, host, evidence)?.visits ?? [];
  const decisions = valueOf(edgeCache, host, evidence)?.decisions ?? [];
  return [
    ...limits.map(({ url, is, sent, refusedAt, refusedStatus }) =>
      line(
        'rate limit',
        `${url}: ${refusedAt === null ? `${sent} requests, none refused` : `${refusedStatus ?? ''} at request ${refusedAt}`}`,
        `${is}, tried`,
        ['edge/rate-limit'],
      ),
    ),
    ...(attacks.length > 0
      ? [
          line('firewall', `${attacks.filter(({ stopped }) => stopped).length} of ${attacks.length} harmless attack patterns stopped`, 'blocks abuse', [
            'edge/waf',
          ]),
        ]
      : []),
    ...visits.map(({ client, kind, url, method, status, outcome }) =>
      line('lets in', `${method} ${url} as ${client}: ${outcome} (${status})`, `${kind}: a program that must get in`, [
        'edge/client-access',
        'edge/cloudflare-bots',
      ]),
    ),
    ...decisions.map(({ url, stores, freshSeconds, because }) =>
      line('cache', `${url}: ${stores === 'no' ? 'not stored' : `stored for ${freshSeconds} s`}`, because, ['edge/shared-cache', 'edge/cache-leaks']),
    ),
  ];
}

function zoneLines(zone: Cloudflare, seen: Seen): MapLine[] {
  const line = lineOf(seen, seen.domain.name);
  const rules = (phase: string): readonly CloudflareRule[] => zone.rules[phase]?.filter(({ enabled }) => enabled) ?? [];
  const why = ({ description }: CloudflareRule): string => (description === '' ? 'no reason written down' : description);
  const skips = [...rules('http_request_firewall_custom'), ...rules('http_request_firewall_managed')].filter(({ action }) => action === 'skip');
  const stops = rules('http_request_firewall_custom').filter(({ action }) => action !== 'skip' && action !== 'log');
  const mode = zone.settings?.['ssl'];
  return [
    ...(mode === undefined ? [] : [line('SSL mode', mode, 'the way from Cloudflare to the server', ['edge/cloudflare-encryption'])]),
    ...rules('http_ratelimit').map((rule) =>
      line('rate limit', `${rule.expression}: ${rule.limit?.requests ?? '?'} in ${rule.limit?.period ?? '?'} s, then ${rule.action}`, why(rule), [
        'edge/cloudflare-rate-limits',
      ]),
    ),
    ...stops.map((rule) => line('firewall', `${rule.expression}: ${rule.action}`, why(rule), ['edge/cloudflare-firewall'])),
    ...rules('http_request_cache_settings').map((rule) =>
      line('cache', `${rule.expression}: ${rule.cache?.eligible === false ? 'bypass' : `store (${rule.cache?.edgeTtl ?? 'as the app says'})`}`, why(rule), [
        'edge/cloudflare-cache',
      ]),
    ),
    ...rules('http_request_dynamic_redirect').map((rule) => line('redirect', rule.expression, why(rule), ['domain/canonical-host'])),
    ...skips.map((rule) =>
      line('exception', `${rule.expression}: skips ${rule.skips.join(', ')}`, why(rule), ['edge/cloudflare-exceptions', 'edge/cloudflare-firewall']),
    ),
    ...(zone.records ?? [])
      .filter(({ proxied }) => !proxied)
      .map(({ name, type, content }) =>
        lineOf(seen, name)('exception', `${type} ${content}: DNS only, goes past Cloudflare`, 'not proxied', ['edge/cloudflare-origin']),
      ),
  ];
}

/** What the owner decided to live with: a waiver is an exception with its reason. */
function acceptedLines(seen: Seen): MapLine[] {
  return seen.intent.waivers
    .filter(({ check }) => check.startsWith('edge/'))
    .map(({ check, problem, subject, reason, owner, until }) =>
      lineOf(seen, subject ?? seen.domain.name)('accepted', `${check}:${problem} until ${until.slice(0, 10)}`, reason, [check], owner),
    );
}
