import type { Cloudflare } from '../../evidence/edge/cloudflare.ts';
import type { Intent } from '../../model/intent.ts';
import type { Subject } from '../../model/subject.ts';
import { type Quoted, quote } from '../../model/text.ts';

/** Nobody gave us access: what is set at Cloudflare is then judged by nobody, and every other check goes by what the hosts answer. */
export function withoutToken(_: Subject, intent: Intent): string | undefined {
  return intent.cloudflare ? undefined : 'the config names no token that may read settings at Cloudflare (cloudflare.tokenEnv)';
}

export const ELSEWHERE = 'the domain is not at Cloudflare: other name servers serve it, and the token sees no such zone';

/** Why nothing of the zone is in force for visitors; nothing when it is. */
export function notInFront({ status, zone, records }: Cloudflare): string | undefined {
  if (status === 'elsewhere') return ELSEWHERE;
  if (zone?.paused) return 'the zone is paused: see edge/cloudflare-proxied';
  return records && !records.some(({ proxied }) => proxied) ? 'no record of the domain is proxied: Cloudflare only answers DNS' : undefined;
}

/** A setting as a proof line. */
export function settingLine(id: string, value: string): Quoted {
  return quote(`GET /zones/…/settings/${id} -> "value": "${value}"`);
}
