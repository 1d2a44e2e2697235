import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { notInFront, ruleLine, rulesOf, withoutToken } from './cloudflare-facts.ts';

const PHASES = ['http_request_firewall_custom', 'http_request_firewall_managed'] as const;

export const cloudflareExceptions = defineCheck({
  id: 'edge/cloudflare-exceptions',
  rows: ['C15'],
  stage: 'edge',
  about: 'domain',
  title: 'Every exception from the protection at Cloudflare says what it is for',
  why: 'In half a year nobody knows whether a rule that lets requests past the firewall is still needed by the payment service, or was made for a test. So it stays open for ever.',
  test: 'Cloudflare → Security → WAF → Custom rules: each rule with the action "Skip" has a name that says for whom',
  refs: ['developers.cloudflare.com/waf/custom-rules/skip'],
  needs: { edge: one(cloudflare, ['firewall-rules', 'managed-rules']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    'no-reason': {
      says: '{n:count} exception{n:s} from the firewall at Cloudflare: no word about who needs it',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 5,
    },
  },
  judge({ edge }, { report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    const skips = PHASES.flatMap((phase) => (rulesOf(edge, phase) ?? []).filter(({ action }) => action === 'skip').map((rule) => ({ phase, rule })));
    const silent = skips.filter(({ rule }) => rule.description.trim() === '');
    if (silent.length === 0) return report.pass(`${skips.length} exceptions, each with its reason: launch-ready audit --edge lists them`);
    report.fail('no-reason', {
      n: silent.length,
      proof: [{ says: 'rules without a name', lines: silent.slice(0, 5).map(({ phase, rule }) => ruleLine(phase, rule)) }],
      fix: { steps: ['Cloudflare → Security → WAF → the rule → Edit: name it after who needs it and until when, e.g. "Stripe webhooks, checked 2026-11".'] },
    });
  },
});
