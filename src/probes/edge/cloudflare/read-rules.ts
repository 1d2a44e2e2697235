import type { CloudflarePageRule, CloudflareRule } from '../../../evidence/edge/cloudflare.ts';
import type { Quoted } from '../../../model/text.ts';
import { type Fields, fieldsOf, intOrNull, listOf, scalarOf, textOf, textOrNull } from './json.ts';

const MOST_RULES = 300;

/** The rules of an entry point ruleset, in their order. */
export function rulesIn(ruleset: unknown): CloudflareRule[] {
  return listOf(fieldsOf(ruleset)['rules']).slice(0, MOST_RULES).map(fieldsOf).map(ruleOf);
}

function ruleOf(rule: Fields): CloudflareRule {
  const parameters = fieldsOf(rule['action_parameters']);
  return {
    action: textOf(rule['action'], 40),
    expression: textOf(rule['expression'], 2000),
    description: textOf(rule['description'], 200),
    // The schema lets it be absent: a rule is on unless it says otherwise.
    enabled: rule['enabled'] !== false,
    limit: rule['ratelimit'] === undefined || rule['ratelimit'] === null ? null : limitOf(fieldsOf(rule['ratelimit'])),
    cache: rule['action'] === 'set_cache_settings' ? cacheOf(parameters) : null,
    overrides: rule['action'] === 'execute' ? overridesOf(fieldsOf(parameters['overrides'])) : null,
    skips: rule['action'] === 'skip' ? skipsOf(parameters) : [],
    sets: rule['action'] === 'set_config' ? scalarsIn(parameters) : {},
  };
}

function limitOf(limit: Fields): NonNullable<CloudflareRule['limit']> {
  return {
    characteristics: listOf(limit['characteristics'])
      .slice(0, 20)
      .map((one) => textOf(one, 100)),
    period: intOrNull(limit['period']) ?? 0,
    requests: intOrNull(limit['requests_per_period']),
    timeout: intOrNull(limit['mitigation_timeout']),
  };
}

function cacheOf(parameters: Fields): NonNullable<CloudflareRule['cache']> {
  const { cache } = parameters;
  return { eligible: typeof cache === 'boolean' ? cache : null, edgeTtl: textOrNull(fieldsOf(parameters['edge_ttl'])['mode'], 40) };
}

function overridesOf({ action, sensitivity_level: sensitivity, enabled }: Fields): NonNullable<CloudflareRule['overrides']> {
  return { action: textOrNull(action, 40), sensitivity: textOrNull(sensitivity, 40), enabled: typeof enabled === 'boolean' ? enabled : null };
}

function skipsOf({ ruleset, phase, phases, products }: Fields): Quoted[] {
  const one = [ruleset, phase].flatMap((text) => textOrNull(text, 60) ?? []);
  return [...one, ...[...listOf(phases), ...listOf(products)].flatMap((text) => textOrNull(text, 60) ?? [])].slice(0, 40);
}

function scalarsIn(parameters: Fields): Record<string, Quoted> {
  return Object.fromEntries(
    Object.entries(parameters)
      .slice(0, 40)
      .flatMap(([key, value]) => {
        const text = scalarOf(value, 60);
        return text === undefined || !/^[\w-]{1,60}$/.test(key) ? [] : [[key, text] as const];
      }),
  );
}

/** Page rules that are on, in their order. */
export function pageRulesIn(result: unknown): CloudflarePageRule[] {
  return listOf(result)
    .map(fieldsOf)
    .filter(({ status }) => status === 'active')
    .slice(0, 200)
    .map(({ targets, actions }) => ({
      target: textOf(fieldsOf(fieldsOf(listOf(targets)[0])['constraint'])['value'], 300),
      actions: listOf(actions)
        .slice(0, 20)
        .map(fieldsOf)
        .map(({ id, value }) => ({ id: textOf(id, 60), value: scalarOf(value, 100) ?? textOf('', 100) })),
    }));
}
