import type { Cloudflare } from '../../evidence/edge/cloudflare.ts';
import { fitsGlob } from '../../formats/cloudflare-expression.ts';
import { type Quoted, quote } from '../../model/text.ts';
import { fits, ruleLine, type RuledEndpoint, rulesOf } from './cloudflare-facts.ts';

const PHASE = 'http_request_cache_settings';

/** The rule by which the answer is stored although the app may say otherwise. Nothing when none surely does: the last rule that fits counts. */
export function storedBy(edge: Cloudflare, request: RuledEndpoint): Quoted | undefined {
  let because: Quoted | undefined;
  for (const rule of rulesOf(edge, PHASE) ?? []) {
    const fit = fits(rule, request);
    if (fit === 'no' || !rule.cache) continue;
    const forces = rule.cache.eligible === true && rule.cache.edgeTtl === 'override_origin';
    if (forces && fit === 'yes') because = ruleLine(PHASE, rule);
    // A bypass that may fit (for a cookie, say) is the exception that is wanted; so is one that goes by what the app says.
    else if (!forces) because = undefined;
  }
  return because ?? pageRuleFor(edge, request);
}

/** Of page rules the first that fits counts, and cache rules go before them. */
function pageRuleFor(edge: Cloudflare, { host, path }: RuledEndpoint): Quoted | undefined {
  if ((rulesOf(edge, PHASE) ?? []).length > 0) return undefined;
  const rule = (edge.pageRules ?? []).find(({ target }) => fitsGlob(`${host}${path}`, target.replace(/^(https?:|\*:)?\/\//, '').toLowerCase()));
  const has = (id: string, value?: string): boolean =>
    rule?.actions.some((action) => action.id === id && (value === undefined || action.value === value)) === true;
  return rule && has('cache_level', 'cache_everything') && has('edge_cache_ttl') && !has('bypass_cache_on_cookie')
    ? quote(`page rule ${rule.target}: cache everything, edge cache TTL`)
    : undefined;
}
