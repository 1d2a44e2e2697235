import { Buffer } from 'node:buffer';
import type { SecretRule } from '../../../model/secret-rule.ts';
import { type Found, NOTHING, type Window } from '../found.ts';

const JWT = /^eyJ[A-Za-z0-9_-]{10,400}\.(eyJ[A-Za-z0-9_-]{10,2400})\.([A-Za-z0-9_-]{20,1200})/;
/** Names that manuals and tests give to people who are not there. */
const NOBODY =
  /^(?:John|Jane|Joe|Alice|Bob|1234567890|12345|test|user|example|foo|fake|dummy|demo|sample|mock|your|my[-_ ]|some[-_ ]|correct|wrong|invalid)|\bexample\.(?:com|org|net)\b/i;

/** Claims that say who signed a token, or for whom or what it stands. */
const WHOSE = /^(?:iss|sub|aud|azp|jti|oid|tid|uid|org|ref|role|roles|scope|scopes|scp|tenant)$|id$|user|client|account|mail|name|token|key|session/i;

/** Says by its claims whose a token is, and whether its time is over. */
export function lookAtJwt({ text, at, now }: Window, rules: { readonly supabase: SecretRule; readonly other: SecretRule }): readonly Found[] {
  const match = JWT.exec(text.slice(at));
  const claims = match && readClaims(match[1] ?? '');
  if (!match || !claims) return NOTHING;
  const found = (rule: SecretRule, kind: Found['class'], sure = true): readonly Found[] => [
    { rule, value: match[0], from: at, to: at + match[0].length, class: kind, sure },
  ];
  const { role, iss, exp } = claims;
  if (iss === 'supabase-demo') return found(rules.supabase, 'placeholder');
  if (isAnonymous(claims)) return found(rules.supabase, 'public');
  const isOver = typeof exp === 'number' && exp * 1000 < now;
  if (role === 'service_role') return found(rules.supabase, isOver ? 'expired' : 'secret');
  if (Object.values(claims).some((claim) => typeof claim === 'string' && NOBODY.test(claim))) return found(rules.other, 'placeholder');
  // A token that says neither who signed it nor whom it stands for opens nothing: manuals and tests are full of them.
  if (!Object.keys(claims).some((name) => WHOSE.test(name))) return found(rules.other, 'placeholder');
  // Somebody's session, an invitation, a key of an API: it may open nothing by now.
  return found(rules.other, isOver ? 'expired' : 'secret', false);
}

/** A token that Supabase makes for browsers, or one of its demo. */
export function isPublicToken(token: string): boolean {
  const claims = readClaims(JWT.exec(token)?.[1] ?? '');
  return claims !== undefined && (isAnonymous(claims) || claims['iss'] === 'supabase-demo');
}

function isAnonymous({ role, iss, ...claims }: Record<string, unknown>): boolean {
  return role === 'anon' && (iss === 'supabase' || 'ref' in claims);
}

function readClaims(part: string): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
