import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { ownership } from '../../evidence/domain/ownership.ts';
import { wildcard } from '../../evidence/domain/wildcard.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { walkLines } from '../edge/edge-facts.ts';
import { dnsRemedy } from './dns-remedy.ts';
import { dnsProof, isNamed, zoneOf } from './host-facts.ts';
import { webHostOf } from './web-host-facts.ts';

export const unclaimedHost = defineCheck({
  id: 'domain/unclaimed-host',
  rows: ['B4'],
  stage: 'domain',
  about: 'host',
  title: 'Every host that leads to a platform belongs to a project there',
  why: 'The platform shows whatever project asks for a name that points to it. A name that nobody asked for can be taken by a stranger, who then speaks to your users under your name.',
  test: 'Open https://{subject}: it should not say that there is no such site, app or deployment.',
  refs: ['https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover'],
  needs: {
    host: one(hostAddresses),
    http: maybe(edgeHttp, ['https', 'http']),
    ours: maybe(ownership),
    wild: maybe(wildcard),
    servers: maybe(nameServers, ['names']),
  },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    unclaimed: {
      says: '{host:name} leads to {platform:word}, which knows no project of that name: a stranger may be able to take it',
      class: 'blocker',
      impact: 'data',
      identity: [],
      minutes: 10,
      waitMinutes: 10,
    },
  },
  judge({ host, http, ours, wild, servers }, { subject, intent, report }) {
    const platform = webHostOf(host);
    if (!platform || host.chain.length === 0) return report.notApplicable('it is no alias for a platform that is known here');
    if (!http?.root) return report.unknown(`what ${platform.title} answers for it could not be seen`);
    const walks = [http.root.https, http.root.http];
    const gone = walks.find(({ recognised }) => recognised?.kind === 'platform-error' && recognised.by === platform.id);
    if (!gone) return report.pass(`${platform.title} answers for it without saying that it is unknown there`);
    if (ours?.status === 'proven') return report.pass(`a record ties it to an account at ${platform.title}: ${ours.texts[0] ?? ''}`);
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const byWildcard = wild?.status === 'wildcard' && wild.chain[0] === host.chain[0];
    const owner = byWildcard ? `*.${zoneOf(subject)}` : subject.name;
    const attach = `Add ${subject.name} to the project at ${platform.title}: ${platform.source.url} says where.`;
    const remove = { op: 'remove' as const, name: owner, type: 'CNAME', data: `${host.chain[0]}.` };
    const fix = isNamed(intent, subject.name) ? { steps: [attach] } : dnsRemedy(at, [remove], [`Or, if the host is needed: ${attach}`]);
    report.fail('unclaimed', {
      host: subject.name,
      platform: platform.title,
      proof: [...dnsProof(host), { says: `${platform.title} answered:`, lines: walkLines(gone) }],
      fix,
      test: `Try to add ${subject.name} to a project of another account at ${platform.title}: if it lets you, anybody could.`,
      // Whether a stranger may take it only that attempt shows; some platforms ask for a proof first.
      grade: 'inferred',
    });
  },
});
