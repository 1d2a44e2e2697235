import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

/** Basic firewall rules. */
export function wafRemedy(stack: Stack): Remedy {
  const after = 'Try login, chat, uploads and webhooks afterwards: a rule that stops your own customers is worse than none.';
  return forStack(stack, {
    cloudflare: {
      steps: [
        'Cloudflare → Security → WAF → Managed rules: "Cloudflare Free Managed Ruleset" on (Pro: "Cloudflare Managed Ruleset" and "OWASP Core Ruleset", first in log mode).',
        after,
      ],
    },
    vercel: { steps: ['Vercel → Firewall → Bot Protection and managed rulesets: first "Log", then "Deny".', after] },
    nginx: {
      steps: ['Put an edge with managed rules in front (row C7), or load ModSecurity with the Core Rule Set, first in detection mode.', after],
      snippet: {
        language: 'nginx',
        text: 'modsecurity on;\nmodsecurity_rules_file /etc/nginx/modsecurity.conf; # SecRuleEngine DetectionOnly at first',
        where: 'the server block (Debian: libnginx-mod-http-modsecurity, modsecurity-crs)',
      },
    },
    otherwise: {
      steps: [
        'Switch on the managed basic rules of the network in front of your server; without one, put Cloudflare (free plan) or an equivalent in front.',
        after,
      ],
    },
  });
}

/** Lets programs past bot checks at one address. */
export function letInRemedy(stack: Stack, route: string): Remedy {
  const path = URL.parse(route)?.pathname ?? '/';
  const after = 'Try it with the name of the real sender: the test command is below. Signatures, not bot checks, protect a webhook.';
  return forStack(stack, {
    cloudflare: {
      steps: [
        'Cloudflare → Security → Bots: switch Bot Fight Mode off. A rule with "Skip" does not go round it; Super Bot Fight Mode (Pro) does.',
        'Security → WAF → Custom rules: "Skip" all managed rules and Super Bot Fight Mode for the expression below; Security Level and Browser Integrity Check off for it.',
        after,
      ],
      snippet: { language: 'text', text: `http.request.uri.path eq "${path}"`, where: 'the expression of the rule' },
    },
    vercel: { steps: [`Vercel → Firewall → Rules → New: request path equals ${path}, then "Bypass"; Attack Challenge Mode off.`, after] },
    otherwise: { steps: [`Exempt ${path} from bot checks and from rules about the user agent, at the edge and in the server.`, after] },
  });
}
