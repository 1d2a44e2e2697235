import type { Remedy } from '../../model/fix.ts';

const API = 'https://api.cloudflare.com/client/v4';

interface Call {
  readonly method: 'PATCH' | 'PUT' | 'POST';
  /** Below the version, the zone's id in it. */
  readonly path: string;
  readonly body: unknown;
}

/** Clicks first, then the same as one call of the API and, where it says more, as Terraform. The token of the call needs the write permission. */
export function cloudflareRemedy(steps: readonly string[], { method, path, body }: Call, terraform?: string): Remedy {
  const call = [
    `curl -X ${method} "${API}${path}" \\`,
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H "Content-Type: application/json" \\',
    `  --data '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
  ];
  const text = terraform === undefined ? call : [...call, '', '# or in Terraform:', ...terraform.split('\n').map((line) => `# ${line}`)];
  return { steps, snippet: { language: 'shell', text: text.join('\n'), where: 'a shell, with a token that may edit the zone (not the reading one)' } };
}

/** Sets one setting of the zone. */
export function settingRemedy(steps: readonly string[], zoneId: string, id: string, value: string): Remedy {
  const terraform = `resource "cloudflare_zone_setting" "${id}" {\n  zone_id    = "${zoneId}"\n  setting_id = "${id}"\n  value      = "${value}"\n}`;
  return cloudflareRemedy(steps, { method: 'PATCH', path: `/zones/${zoneId}/settings/${id}`, body: { value } }, terraform);
}

/** As the rules language says "one of these paths". */
export const pathsExpression = (paths: readonly string[]): string => `http.request.uri.path in {${[...new Set(paths)].map((path) => `"${path}"`).join(' ')}}`;

/** Lets answers of these paths past the cache. */
export function bypassRemedy(paths: readonly string[]): Remedy {
  return {
    steps: [
      'Cloudflare → Caching → Cache Rules → Create, last in the list: the expression below, "Bypass cache".',
      'Better: let the rule store only what is the same for all, e.g. /assets/, and "Use cache-control header if present" for the rest.',
      'Then Caching → Configuration → Purge everything: what is stored already stays until then.',
    ],
    snippet: {
      language: 'text',
      text: `${pathsExpression(paths)} or http.cookie contains "session"`,
      where: 'the expression of the rule (put in the name of your own session cookie)',
    },
  };
}

/** Bot Fight Mode knows no exceptions. */
export function fightModeRemedy(zoneId: string): Remedy {
  return cloudflareRemedy(
    [
      'Cloudflare → Security → Bots (or Settings → Bot traffic) → Bot Fight Mode: off. WAF rules cannot make an exception from it.',
      'Keep bots off the costly routes by rate limits instead; on a paid plan use Super Bot Fight Mode with a skip rule.',
    ],
    { method: 'PUT', path: `/zones/${zoneId}/bot_management`, body: { fight_mode: false } },
  );
}

/** Lets programs pass Super Bot Fight Mode on these paths. */
export function passBotsRemedy(paths: readonly string[]): Remedy {
  return {
    steps: ['Cloudflare → Security → WAF → Custom rules → Create: the paths below, action "Skip", tick "All Super Bot Fight Mode rules", place first.'],
    snippet: { language: 'text', text: pathsExpression(paths), where: 'the expression of the rule' },
  };
}

/** Cloudflare Managed Ruleset, developers.cloudflare.com/waf/managed-rules. */
const MANAGED_RULESET = 'efb7b8c949ac4650a09736fc376e9aee';

/** Deploys the managed rules. The call replaces the phase, so it is only offered while that is empty. */
export function managedRulesRemedy(zoneId: string, isEmpty: boolean): Remedy {
  const steps = ['Cloudflare → Security → WAF → Managed rules → Cloudflare Managed Ruleset: Deploy.'];
  const body = { rules: [{ action: 'execute', expression: 'true', action_parameters: { id: MANAGED_RULESET } }] };
  const path = `/zones/${zoneId}/rulesets/phases/http_request_firewall_managed/entrypoint`;
  return isEmpty ? cloudflareRemedy(steps, { method: 'PUT', path, body }) : { steps };
}

/** Finishes DNSSEC, or ends it. */
export function dnssecRemedy(zoneId: string): Remedy {
  return cloudflareRemedy(
    [
      'At the registrar of the domain: DNSSEC → add the DS record that Cloudflare shows (DNS → Settings → DNSSEC).',
      'Or switch it off again at Cloudflare, as the call below does.',
    ],
    { method: 'PATCH', path: `/zones/${zoneId}/dnssec`, body: { status: 'disabled' } },
  );
}
