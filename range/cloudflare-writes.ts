import { CLOUDFLARE_PHASES, CLOUDFLARE_SETTINGS } from '../src/data/cloudflare-reads.ts';
import type { CloudflareZone } from './cloudflare.ts';

/* What the fix texts of the product change at Cloudflare's API: a setting, the bot settings, the rules of a phase, DNSSEC. Same sources as cloudflare.ts. */

/** The zone after a call, and what the call answers; a text says why the call is refused. */
export function written(
  zone: CloudflareZone,
  method: string,
  rest: string,
  body: unknown,
): { readonly zone: CloudflareZone; readonly result: unknown } | string {
  if (typeof body !== 'object' || body === null) return 'malformed JSON in request body';
  const setting = /^\/settings\/(\w+)$/.exec(rest)?.[1];
  if (method === 'PATCH' && setting !== undefined) {
    if (!(CLOUDFLARE_SETTINGS as readonly string[]).includes(setting)) return 'Unrecognized zone setting name';
    if (!('value' in body)) return 'value is required';
    const { value } = body;
    return { zone: { ...zone, settings: { ...zone.settings, [setting]: value } }, result: { id: setting, value, editable: true } };
  }
  if (method === 'PUT' && rest === '/bot_management') {
    const bots = { ...zone.bots, ...body };
    return { zone: { ...zone, bots }, result: bots };
  }
  const phase = /^\/rulesets\/phases\/(\w+)\/entrypoint$/.exec(rest)?.[1];
  if (method === 'PUT' && phase !== undefined) {
    if (!CLOUDFLARE_PHASES.some((one) => one.phase === phase)) return `invalid phase ${phase}`;
    if (!('rules' in body) || !Array.isArray(body.rules)) return 'rules is required';
    return { zone: { ...zone, rules: { ...zone.rules, [phase]: body.rules } }, result: { phase, kind: 'zone', rules: body.rules } };
  }
  if (method === 'PATCH' && rest === '/dnssec') {
    const dnssec = { ...zone.dnssec, ...body };
    return { zone: { ...zone, dnssec }, result: dnssec };
  }
  return `method ${method} not allowed for ${rest}`;
}
