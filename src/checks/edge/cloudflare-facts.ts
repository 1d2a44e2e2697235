import { isAtOrBelow } from '../../model/domain-name.ts';
import type { CloudflarePhase } from '../../data/cloudflare-reads.ts';
import type { ClientAccess } from '../../evidence/edge/client-access.ts';
import type { Cloudflare, CloudflareRule } from '../../evidence/edge/cloudflare.ts';
import type { EdgePageCode } from '../../evidence/edge/page-code.ts';
import { type RuleRequest, ruleFits } from '../../formats/cloudflare-expression.ts';
import type { About, FailDetails } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { AppEndpoint, EndpointKind, Intent } from '../../model/intent.ts';
import type { Subject } from '../../model/subject.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { recordsOf } from './proxied-hosts.ts';

/** Nobody gave us access: what is set at Cloudflare is then judged by nobody, and every other check goes by what the hosts answer. */
export function withoutToken(_: Subject, intent: Intent): string | undefined {
  return intent.cloudflare ? undefined : 'the config names no token that may read settings at Cloudflare (cloudflare.tokenEnv)';
}

export const ELSEWHERE = 'the domain is not at Cloudflare: other name servers serve it, and the token sees no such zone';

/** Why nothing of the zone is in force for visitors; nothing when it is. */
export function notInFront({ status, zone, records }: Cloudflare): string | undefined {
  if (status === 'elsewhere') return ELSEWHERE;
  if (zone?.paused) return 'the zone is paused: see edge/behind-proxy';
  return records && !records.some(({ proxied }) => proxied) ? 'no record of the domain is proxied: Cloudflare only answers DNS' : undefined;
}

/** A setting as a proof line. */
export function settingLine(id: string, value: string): Quoted {
  return quote(`GET /zones/…/settings/${id} -> "value": "${value}"`);
}

/** Rules of a phase that are on; nothing when they could not be read. */
export function rulesOf({ rules }: Cloudflare, phase: CloudflarePhase): readonly CloudflareRule[] | undefined {
  return rules[phase]?.filter(({ enabled }) => enabled);
}

/** A declared endpoint as a rule sees it. */
export interface RuledEndpoint extends RuleRequest {
  readonly url: string;
  readonly is: EndpointKind;
}

/** Declared endpoints of these kinds on hosts of the domain that do not go past Cloudflare. */
export function endpointsIn(edge: Cloudflare, domain: string, { endpoints = [] }: Pick<Intent, 'endpoints'>, kinds: readonly EndpointKind[]): RuledEndpoint[] {
  const goesPast = ({ host }: RuledEndpoint): boolean => {
    const records = recordsOf(host, edge.records ?? []);
    return records.length > 0 && records.every(({ proxied }) => !proxied);
  };
  return endpoints
    .filter(({ is }) => kinds.includes(is))
    .flatMap((endpoint) => ruled(endpoint, domain))
    .filter((endpoint) => !goesPast(endpoint));
}

function ruled({ url, is, method }: AppEndpoint, domain: string): RuledEndpoint[] {
  const { hostname, pathname } = new URL(url);
  return isAtOrBelow(hostname, domain) ? [{ url, is, method, host: hostname, path: pathname }] : [];
}

export const fits = (rule: CloudflareRule, request: RuleRequest): ReturnType<typeof ruleFits> => ruleFits(rule.expression, request);

/** A rule as a proof line. */
export function ruleLine(phase: CloudflarePhase, { action, expression, description }: CloudflareRule): Quoted {
  return quote(`${phase}: ${action} when ${expression}${description === '' ? '' : ` ("${description}")`}`);
}

/** Whether Super Bot Fight Mode may be skipped for it: one that depends on the sender's address does so for the right sender. */
export function mayPassBots(edge: Cloudflare, endpoint: RuledEndpoint): boolean {
  return (rulesOf(edge, 'http_request_firewall_custom') ?? []).some(
    (rule) => rule.skips.some((what) => what === 'http_request_sbfm') && fits(rule, { ...endpoint, method: 'POST' }) !== 'no',
  );
}

/** Rules that let requests past the managed firewall. "current" skips the rest of the rule's own phase: of custom rules that is no protection of Cloudflare's. */
export function opening(edge: Cloudflare): CloudflareRule[] {
  return [
    ...(rulesOf(edge, 'http_request_firewall_custom') ?? []).filter(({ skips }) =>
      skips.some((what) => what === 'waf' || what === 'http_request_firewall_managed'),
    ),
    ...(rulesOf(edge, 'http_request_firewall_managed') ?? []).filter(({ skips }) => skips.some((what) => what === 'current')),
  ];
}

/** Whether a rule is for every visitor of every page of these hosts. */
export function isForAll(rule: CloudflareRule, hosts: readonly string[]): boolean {
  return hosts.every((host) => ['/', '/lr-any/path'].every((path) => fits(rule, { host, path, method: 'GET' }) === 'yes'));
}

/** A WebSocket of the domain that a page or its code names. */
export function socketIn({ wants, files }: Pick<EdgePageCode, 'wants' | 'files'>, domain: string): Quoted | undefined {
  const named = [...wants.flatMap(({ url }) => url ?? []), ...files.flatMap(({ names }) => names.map(({ url }) => url))];
  return named.find((url) => {
    const { protocol, hostname } = URL.parse(url) ?? { protocol: '', hostname: '' };
    return /^wss?:$/.test(protocol) && isAtOrBelow(hostname, domain);
  });
}

/** Milder when all of them were tried and served. It may still change: the protection decides anew each time. */
export function letIn(called: readonly RuledEndpoint[], tried: readonly About<ClientAccess>[]): Pick<FailDetails, 'soften'> {
  const visits = tried.flatMap(({ value }) => value.visits);
  const isServed = ({ url }: RuledEndpoint): boolean => visits.some((visit) => visit.url === url && visit.outcome === 'served');
  return called.every(isServed) ? { soften: { to: 'later', because: 'tried as their senders: it lets them in today' } } : {};
}

/** What the zone says about a setting that explains what was seen; nothing when it has not this value or was not read. */
export function settingProof(edge: Cloudflare | undefined, id: string, ...values: readonly string[]): Proof[] {
  const value = edge?.settings?.[id];
  return value !== undefined && values.includes(value) ? [{ says: 'Cloudflare says', lines: [settingLine(id, value)] }] : [];
}
