import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { rateLimit, type RateLimitedRoute } from '../../evidence/edge/rate-limit.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { undeclared } from './declared.ts';
import { clientRemedy, limitRemedy } from './rate-limit-remedies.ts';
import { stackOf } from './stack.ts';

const COSTS = { identity: ['route'], minutes: 30 } as const;
const UNLIMITED = '{route:name} takes {n:count} requests in {took:ms} from one client without slowing it down: ';

export const rateLimitCheck = defineCheck({
  id: 'edge/rate-limit',
  rows: ['C12'],
  stage: 'edge',
  about: 'host',
  title: 'Login, chat, forms and webhooks refuse a client that asks too often',
  why: 'Without a limit one script can guess passwords all night, spend your AI budget in an hour or fill your inbox; with a limit that counts the proxy, one busy visitor locks out all others.',
  test: 'for i in $(seq 30); do curl -so /dev/null -w "%{http_code}\\n" -X POST https://{subject}/api/login; done: 429 must appear',
  refs: ['RFC 6585 §4', 'RFC 9110 §10.2.3'],
  needs: { seen: one(rateLimit), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  attestable: true,
  problems: {
    'unlimited-chat': { says: `${UNLIMITED}every one of them costs you money`, class: 'blocker', impact: 'cost', ...COSTS },
    'unlimited-login': { says: `${UNLIMITED}passwords can be guessed at that speed`, class: 'blocker', impact: 'data', ...COSTS },
    'unlimited-form': { says: `${UNLIMITED}a script can flood you with it`, class: 'incident', impact: 'control', ...COSTS },
    'unlimited-webhook': {
      says: `${UNLIMITED}fine for a sender that signs, but nothing else holds a flood back`,
      class: 'later',
      impact: 'control',
      ...COSTS,
      fails: [],
    },
    'unlimited-api': {
      says: `${UNLIMITED}a script can take all of it, or keep your server from everybody else`,
      class: 'incident',
      impact: 'control',
      ...COSTS,
    },
    spoofable: { says: 'The limit of {route:name} is got round with one made-up header ({header:name})', class: 'incident', impact: 'control', ...COSTS },
    'per-session': {
      says: 'The limit of {route:name} counts by cookie: whoever throws the cookie away begins anew',
      class: 'incident',
      impact: 'control',
      ...COSTS,
    },
    'shared-bucket': {
      says: 'The limit of {route:name} refuses another client too once one has asked too often: one visitor locks out all',
      class: 'incident',
      impact: 'downtime',
      ...COSTS,
    },
    'no-retry-after': {
      says: '{route:name} refuses without saying when to come back (Retry-After)',
      class: 'later',
      impact: 'experience',
      ...COSTS,
      fails: [],
    },
    'wrong-status': {
      says: '{route:name} refuses with {status:count} instead of 429: programs take it for a fault and try again at once',
      class: 'later',
      impact: 'experience',
      ...COSTS,
      fails: [],
    },
  },
  judge({ seen, http, deploy }, { subject, intent, report }) {
    const missing = undeclared(intent, subject.name, ['login', 'chat', 'form', 'webhook', 'api']);
    if (missing) return report[missing.how](missing.says);
    const stack = stackOf(http?.platforms ?? [], deploy?.framework);
    const judgeRoute = (route: RateLimitedRoute): void => {
      const { url, is, sent, tookMs, refusedAt, refusedBy, refusedStatus, retryAfter, announced, spoofedBy } = route;
      const end =
        refusedAt === null
          ? `${sent} of them ${route.usual}, in ${tookMs} ms`
          : `${route.usual}, then ${refusedStatus ?? ''} at request ${refusedAt}, Retry-After: ${retryAfter ?? '(none)'}`;
      const details = {
        route: url,
        proof: [{ says: 'sent one after the other', lines: [quote(`${is === 'api' ? 'GET' : 'POST'} ${url} x ${sent} -> ${end}`)] }],
        fix: limitRemedy(stack, route),
      };
      if (refusedAt === null && route.refusedWithCookie) report.fail('per-session', details);
      else if (refusedAt === null && announced === null)
        report.fail(`unlimited-${is}`, { ...details, n: sent, took: tookMs, ...(is === 'api' && mildly(intent)) });
      if (spoofedBy !== null) report.fail('spoofable', { ...details, header: spoofedBy, fix: clientRemedy(stack, spoofedBy) });
      else if (route.otherClientRefused) report.fail('shared-bucket', { ...details, fix: clientRemedy(stack, 'X-Forwarded-For'), grade: 'observed' });
      if (refusedBy === 'other-status') report.fail('wrong-status', { ...details, status: refusedStatus ?? 0 });
      else if (refusedBy === '429' && retryAfter === null) report.fail('no-retry-after', details);
    };
    seen.routes.forEach(judgeRoute);
    report.pass(
      seen.routes
        .map(({ is, refusedAt, announced }) => `${is}: ${refusedAt === null ? `tells of a limit (${announced ?? ''})` : `refused at request ${refusedAt}`}`)
        .join('; '),
    );
  },
});

/** Thirty readings prove no missing limit, and only one roadmap asks for it. */
function mildly({ profile }: Intent) {
  const soften = { to: 'later' as const, because: 'your roadmap asks for limits on login, chat and forms first' };
  return profile === 'b2b-service-launch' ? { grade: 'inferred' as const } : { grade: 'inferred' as const, soften };
}
