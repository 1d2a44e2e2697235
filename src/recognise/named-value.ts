import { judgeUrl } from './secrets/looks/address.ts';
import { isInventedText } from './secrets/made-up.ts';
import { bitsPerCharacter } from './secrets/rarity.ts';

/** Keys that are made to be in every page: of Stripe and Clerk, Supabase, PostHog, Mapbox. */
const PUBLIC_BY_DESIGN = /^(?:pk_(?:live|test)_|sb_publishable_|phc_|pk\.eyJ)/;

/**
 * Judges the value of a variable whose name promises a secret: `secret` is long and random or an address with a real password, `weak` could be one,
 * `harmless` is empty, made up, or opens only something on the same machine.
 */
export function judgeNamedValue(value: string): 'secret' | 'weak' | 'harmless' {
  const url = /^[a-z][a-z0-9+]*:\/\/(.*)$/i.exec(value)?.[1];
  if (url !== undefined) return /^[^/]*:[^/]*@/.test(url) && judgeUrl(url.replace(/[/?].*$/, '')).class === 'secret' ? 'secret' : 'harmless';
  if (PUBLIC_BY_DESIGN.test(value)) return 'harmless';
  if (value.length < 6 || /^(?:true|false|null|none|undefined|\d+)$/i.test(value) || /^[$<{[]/.test(value)) return 'harmless';
  if (isInventedText(value) && (value.length >= 16 || /your|example|change|xxx|placeholder|dummy|fake|here$/i.test(value))) return 'harmless';
  if (/^(?:sk|rk|pk)_test_|dev|test|local|demo|secret|password/i.test(value)) return value.length >= 24 && bitsPerCharacter(value) > 4 ? 'weak' : 'harmless';
  return value.length >= 16 && bitsPerCharacter(value) * value.length >= 50 ? 'secret' : 'weak';
}
