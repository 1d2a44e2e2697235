import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { isForAll, notInFront, opening, ruleLine, rulesOf, settingLine, withoutToken } from './cloudflare-facts.ts';
import { managedRulesRemedy, settingRemedy } from './cloudflare-remedies.ts';

const COSTS = { class: 'incident', impact: 'data', identity: [], minutes: 10 } as const;
/** On the free plan Cloudflare deploys its free ruleset by itself; Enterprise may have it for the whole account. */
const DEPLOYS_BY_HAND = /^(pro|business)\b/i;
const MANAGED = 'http_request_firewall_managed';

export const cloudflareFirewall = defineCheck({
  id: 'edge/cloudflare-firewall',
  rows: ['C9', 'C7'],
  stage: 'edge',
  about: 'domain',
  title: 'The firewall at Cloudflare is on, and no rule opens it for everybody',
  why: 'The managed rules stop the attacks that scripts try on every site all day. One rule that skips them for all traffic, made while testing, takes them away in silence.',
  test: 'Cloudflare → Security → WAF: managed rules are deployed, and no skip rule is for all requests',
  refs: ['developers.cloudflare.com/waf/managed-rules', 'developers.cloudflare.com/ddos-protection/managed-rulesets/http'],
  needs: { edge: one(cloudflare, ['managed-rules', 'firewall-rules', 'ddos-rules', 'settings']) },
  maxAge: '24h',
  unless: withoutToken,
  problems: {
    'managed-off': { says: 'The managed firewall rules of the plan are not switched on for {zone:name}', ...COSTS, fails: ['C9'] },
    'skips-all': { says: 'A rule at Cloudflare lets all requests to {zone:name} past the firewall', ...COSTS, fails: ['C9'] },
    'ddos-weakened': {
      says: 'The protection against floods is turned down for {zone:name} ({how:outside})',
      ...COSTS,
      impact: 'downtime',
      fails: ['C7'],
    },
    'security-off': { says: 'The security level of {zone:name} is switched off', ...COSTS, class: 'later' },
  },
  judge({ edge }, { subject, intent, report }) {
    const absent = notInFront(edge);
    if (absent !== undefined) return report.notApplicable(absent);
    const { zone, settings } = edge;
    const id = zone?.id ?? '';
    const hosts = [subject.name, ...intent.hosts.map(({ name }) => name)];
    const managed = rulesOf(edge, MANAGED);
    if (managed && !managed.some(({ action }) => action === 'execute') && DEPLOYS_BY_HAND.test(zone?.plan ?? ''))
      report.fail('managed-off', {
        zone: subject.name,
        proof: [{ says: `${zone?.plan ?? ''}: no rule executes a managed ruleset`, lines: [quote(`GET /zones/…/rulesets/phases/${MANAGED}/entrypoint`)] }],
        fix: managedRulesRemedy(id, managed.length === 0),
      });
    const skipping = opening(edge).filter((rule) => isForAll(rule, hosts));
    if (skipping.length > 0)
      report.fail('skips-all', {
        zone: subject.name,
        proof: [{ says: 'rules that are on', lines: skipping.slice(0, 3).map((rule) => ruleLine('http_request_firewall_custom', rule)) }],
        fix: { steps: ['Cloudflare → Security → WAF → Custom rules (and Managed rules): give the rule the paths it is meant for, or switch it off.'] },
      });
    const weak = (rulesOf(edge, 'ddos_l7') ?? []).find(({ overrides: o }) => o?.enabled === false || o?.action === 'log' || o?.sensitivity === 'eoff');
    if (weak)
      report.fail('ddos-weakened', {
        zone: subject.name,
        how: quote(weak.overrides?.sensitivity === 'eoff' ? 'sensitivity "Essentially off"' : 'it only logs'),
        proof: [{ says: 'an override of the ruleset', lines: [ruleLine('ddos_l7', weak)] }],
        fix: { steps: ['Cloudflare → Security → DDoS → HTTP DDoS attack protection: remove the override.'] },
      });
    const level = settings?.['security_level'];
    if (level === 'off' || level === 'essentially_off')
      report.fail('security-off', {
        zone: subject.name,
        proof: [{ says: 'Cloudflare says', lines: [settingLine('security_level', level)] }],
        fix: settingRemedy(['Cloudflare → Security → Settings → Security level: Medium.'], id, 'security_level', 'medium'),
      });
  },
});
