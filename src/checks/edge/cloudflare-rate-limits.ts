import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { endpointsIn, fits, notInFront, ruleLine, rulesOf, withoutToken } from './cloudflare-facts.ts';
import { cloudflareRemedy, pathsExpression } from './cloudflare-remedies.ts';

/** Senders of webhooks come in bursts, and sign what they send: a limit would only lose their messages. */
const LIMITED = ['chat', 'login', 'form'] as const;
const PHASE = 'http_ratelimit';

export const cloudflareRateLimits = defineCheck({
  id: 'edge/cloudflare-rate-limits',
  rows: ['C15'],
  stage: 'edge',
  about: 'domain',
  title: 'Rate limits at Cloudflare count each visitor, and stand before login, chat and forms',
  why: 'A limit at the edge refuses a script before your server and your AI bill notice it. A limit that counts all visitors together locks everybody out on a good day.',
  test: 'Cloudflare → Security → WAF → Rate limiting rules: each of these paths has one, counted by IP',
  refs: ['developers.cloudflare.com/waf/rate-limiting-rules'],
  needs: { edge: one(cloudflare, ['rate-limits']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    // The app may limit by itself, and does so best by account: whether anything holds a burst back is tried by edge/rate-limit.
    uncovered: { says: 'No rate limit at Cloudflare stands before {names:names}', class: 'later', impact: 'cost', identity: [], minutes: 15 },
    'shared-bucket': {
      says: 'A rate limit at Cloudflare counts all visitors of a region together: one busy one locks out the others',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      fails: [],
    },
  },
  judge({ edge }, { subject, intent, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    const rules = rulesOf(edge, PHASE);
    if (!rules) return report.unknown('the rate limits could not be read');
    const shared = rules.filter(({ limit, action }) => limit !== null && action !== 'log' && limit.characteristics.every((what) => what === 'cf.colo.id'));
    if (shared.length > 0)
      report.fail('shared-bucket', {
        proof: [{ says: 'counted by data centre only', lines: shared.slice(0, 3).map((rule) => ruleLine(PHASE, rule)) }],
        fix: { steps: ['Cloudflare → Security → WAF → Rate limiting rules → the rule → "With the same characteristics": add IP.'] },
      });
    const open = endpointsIn(edge, subject.name, intent, LIMITED).filter(
      (endpoint) => !rules.some((rule) => rule.limit !== null && fits(rule, endpoint) !== 'no'),
    );
    if (open.length === 0) return report.pass(`${rules.length} rate limits`);
    const expression = pathsExpression(open.map(({ path }) => path));
    const rule = {
      action: 'block',
      expression,
      ratelimit: { characteristics: ['cf.colo.id', 'ip.src'], period: 10, requests_per_period: 10, mitigation_timeout: 10 },
    };
    const steps = [
      'Cloudflare → Security → WAF → Rate limiting rules → Create: the expression below, 10 requests in 10 s, counted by IP, block for 10 s (the free plan has one rule of this kind).',
      'A limit by account belongs into the app; this one only keeps floods away from it.',
    ];
    report.fail('uncovered', {
      names: open.map(({ url }) => url),
      proof: [
        {
          says: rules.length === 0 ? 'the zone has no rate limit' : 'no rate limit of the zone is for them',
          lines: rules.slice(0, 5).map((one) => ruleLine(PHASE, one)),
        },
      ],
      fix:
        rules.length > 0
          ? { steps, snippet: { language: 'json', text: JSON.stringify(rule, null, 2), where: 'one more rule of the phase http_ratelimit' } }
          : cloudflareRemedy(steps, { method: 'PUT', path: `/zones/${edge.zone?.id ?? ''}/rulesets/phases/${PHASE}/entrypoint`, body: { rules: [rule] } }),
    });
  },
});
