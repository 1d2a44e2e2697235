import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { endpointsIn, notInFront, type RuledEndpoint, rulesOf, withoutToken } from './cloudflare-facts.ts';
import { bypassRemedy } from './cloudflare-remedies.ts';
import { storedBy } from './cloudflare-stores.ts';

const PHASE = 'http_request_cache_settings';
const COSTS = { impact: 'data', identity: [], minutes: 20 } as const;

export const cloudflareCache = defineCheck({
  id: 'edge/cloudflare-cache',
  rows: ['C11'],
  stage: 'edge',
  about: 'domain',
  title: 'No cache rule at Cloudflare stores answers that belong to one visitor',
  why: 'A rule "cache everything" with a fixed lifetime stores what the app sends to one visitor and hands it to the next one: accounts, chats and sessions of strangers.',
  test: 'curl -sI https://{subject}/api/me twice: "cf-cache-status: HIT" must never appear on it',
  refs: ['developers.cloudflare.com/cache/how-to/cache-rules', 'RFC 9111 §3.5'],
  needs: { edge: one(cloudflare, ['cache-rules', 'page-rules']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    'stores-private': { says: 'A cache rule at Cloudflare stores {names:names}, whatever the app says about caching', class: 'blocker', ...COSTS },
    'stores-api': { says: 'A cache rule at Cloudflare stores {names:names} for everybody, logged in or not', class: 'incident', ...COSTS },
  },
  judge({ edge }, { subject, intent, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    if (!rulesOf(edge, PHASE) && !edge.pageRules) return report.unknown('neither cache rules nor page rules could be read');
    const hasLogins = (host: string): boolean => intent.sessions?.some((session) => session.host === host) === true;
    const found = (problem: 'stores-private' | 'stores-api', endpoints: readonly RuledEndpoint[]): void => {
      const stored = endpoints.flatMap((endpoint) => {
        const because = storedBy(edge, { ...endpoint, method: 'GET' });
        return because === undefined ? [] : [{ endpoint, because }];
      });
      if (stored.length === 0) return;
      report.fail(problem, {
        names: stored.map(({ endpoint }) => endpoint.url),
        proof: [{ says: 'the rule that decides', lines: [...new Set(stored.map(({ because }) => because))].slice(0, 3) }],
        fix: bypassRemedy(stored.map(({ endpoint }) => endpoint.path)),
      });
    };
    found('stores-private', endpointsIn(edge, subject.name, intent, ['login', 'callback', 'admin']));
    found(
      'stores-api',
      endpointsIn(edge, subject.name, intent, ['api', 'page']).filter(({ host }) => hasLogins(host)),
    );
  },
});
