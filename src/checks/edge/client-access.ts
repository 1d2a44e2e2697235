import { type ClientVisit, clientAccess } from '../../evidence/edge/client-access.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { undeclared } from './declared.ts';
import { notForVisitors } from './edge-facts.ts';
import { letInRemedy } from './edge-access-remedies.ts';
import { stackOf } from './stack.ts';

const STANDS = '{by:word} stands between {client:name} and {route:name}';

export const clientAccessCheck = defineCheck({
  id: 'edge/client-access',
  rows: ['C10'],
  stage: 'edge',
  about: 'host',
  title: 'Webhooks, API clients and uptime monitors get past the edge',
  why: 'A bot check asks programs for what only a browser can do. Payments then never reach your app, integrations break, and the monitor cries wolf or sleeps.',
  test: "curl -si -X POST -A 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' https://{subject}/your/webhook | head -5: the answer must be that of your application",
  refs: ['developers.cloudflare.com: Bot Fight Mode', 'cf-mitigated: challenge'],
  needs: { seen: one(clientAccess), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'webhook-turned-away': {
      says: `${STANDS}: its webhooks never reach the application, payments and events are lost`,
      class: 'blocker',
      impact: 'revenue',
      identity: ['route'],
      minutes: 20,
    },
    'api-client-turned-away': {
      says: `${STANDS}: programs of your customers cannot use the API`,
      class: 'incident',
      impact: 'downtime',
      identity: ['route'],
      minutes: 20,
    },
    'monitor-turned-away': {
      says: `${STANDS}: the monitor reports an outage that is none, or is switched off for it`,
      class: 'incident',
      impact: 'control',
      identity: ['route'],
      minutes: 15,
      fails: [],
    },
  },
  judge({ seen, http }, { subject, intent, report }) {
    const missing = undeclared(intent, subject.name, ['webhook', 'api']);
    const fails = seen.visits.filter(({ outcome }) => outcome === 'challenged' || outcome === 'blocked');
    // One finding for each address, however many programs are turned away there.
    for (const [route, all] of Map.groupBy(fails, ({ url }) => url)) {
      const [first] = all;
      if (!first) continue;
      const proof = [{ says: 'asked in the name of these programs', lines: all.map(visitLine) }];
      const problem = ({ webhook: 'webhook-turned-away', api: 'api-client-turned-away', uptime: 'monitor-turned-away' } as const)[first.kind];
      report.fail(problem, {
        by: first.outcome === 'challenged' ? 'a bot check' : 'a block of the edge',
        client: first.client,
        route,
        proof,
        fix: letInRemedy(stackOf(http?.platforms ?? []), route),
      });
    }
    const lost = seen.visits.find(({ outcome, kind }) => outcome === 'missing' && kind !== 'uptime');
    if (lost) report.unknown(`${lost.url} answers 404: is it the right address (endpoints)?`);
    if (seen.visits.length === 0) return report[missing?.how ?? 'notApplicable'](missing?.says ?? 'nothing was asked');
    if (missing?.how === 'unknown') report.unknown(missing.says);
    report.pass(`let in: ${seen.visits.map(({ client }) => client).join(', ')}`);
  },
});

function visitLine({ method, url, client, status, by, sign }: ClientVisit) {
  return quote(`${method} ${url} as ${client} -> ${status}${by === null ? '' : ` by ${by}`}${sign === null ? '' : `: ${sign}`}`);
}
