import type { SecretRule } from '../../../model/secret-rule.ts';
import { type Found, NOTHING, type Window } from '../found.ts';
import { namesExample } from '../made-up.ts';
import { bitsPerCharacter, chanceBits, surprise } from '../rarity.ts';
import { isInComment } from '../surroundings.ts';

const LOCAL_HOST = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|[^.]+$)|\.(?:local|localhost|internal)$/i;
const DOCUMENT_HOST = /your|^(?:db)?host(?:name)?(?:\.|$)|example|placeholder|xxx|project-ref|\.(?:test|invalid)$/i;
const WEAK_PASSWORD =
  /^(?:pass|passw0?rd|password|postgres|root|admin|user|test|secret|mysql|mongo|redis|guest|pwd|pw|dev|local|example|changeme|prisma|supabase|db)[\d!]*$|[$%{}<>[\]*]|^.{0,5}$/i;
const DATABASE =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|amqps?|sqlserver|mssql|clickhouse|cockroachdb|oracle|neo4j|bolt|nats|libsql)(?:\+[a-z0-9]+)*$/i;
const PASSWORD_AT = /^([^\s:/"'`<>]{0,80}:[^\s@"'`<>]{1,200}@[A-Za-z0-9.[\]:_-]{1,200})/;

export interface AddressJudgement {
  readonly class: 'secret' | 'placeholder';
  readonly value: string;
  readonly bits?: number;
}

/** @param value `user:password@host` of an address */
export function judgeUrl(value: string): AddressJudgement {
  const at = value.lastIndexOf('@');
  const colon = value.indexOf(':');
  const password = value.slice(colon + 1, at);
  const host = value.slice(at + 1).replace(/:\d+$/, '');
  const bits = bitsPerCharacter(password) * password.length;
  const isInvented = namesExample(password) || WEAK_PASSWORD.test(password) || /(?:^|[-_ ])(?:pass|password|secret)(?:[-_ ]|$)/i.test(password);
  // A long random password is one whatever its host is called; a short one beside a host of the manual is of the manual.
  const isMadeUp = at < 0 || colon > at || isInvented || LOCAL_HOST.test(host) || (bits < 80 && DOCUMENT_HOST.test(host)) || password === value.slice(0, colon);
  return isMadeUp ? { class: 'placeholder', value: password } : { class: 'secret', value: password, bits };
}

/** It would be a secret at a host of the world. */
function isOnlyLocal(userinfo: string): boolean {
  const host = userinfo.slice(userinfo.lastIndexOf('@') + 1).replace(/:\d+$/, '');
  return LOCAL_HOST.test(host) && judgeUrl(userinfo.slice(0, userinfo.lastIndexOf('@') + 1).concat('db.acme.com')).class === 'secret';
}

function isByChance(password: string): boolean {
  return password.length >= 12 && (/^(?=.*\d)[0-9a-f]{24,}$/i.test(password) || chanceBits(password) >= 20);
}

/** A password in the address before whose host the window's word, `://`, stands. */
export function lookAtAddress(window: Window, rules: { readonly database: SecretRule; readonly other: SecretRule }): readonly Found[] {
  const { text, at, length } = window;
  const scheme = /[a-z][a-z0-9+.-]{1,30}$/i.exec(text.slice(Math.max(0, at - 32), at))?.[0];
  const rest = text.slice(at + length, at + length + 500);
  const userinfo = PASSWORD_AT.exec(rest)?.[1];
  if (scheme === undefined || userinfo === undefined) return NOTHING;
  const isDatabase = DATABASE.test(scheme);
  const judged = judgeUrl(userinfo);
  const isRare = (surprise(judged.value) ?? 0) >= 5 || /^(?=.*\d)[0-9a-f]{16,}$/i.test(judged.value);
  // A password that chance made is written down, wherever its host is: the same one may open the real thing.
  const isLocal = judged.class === 'placeholder' && isRare && judged.value.length >= 8 && isOnlyLocal(userinfo);
  if (!isDatabase && !isLocal && (judged.class === 'placeholder' || !isRare)) return NOTHING;
  const from = at + length + userinfo.indexOf(':') + 1;
  const range = { from, to: from + judged.value.length, sure: (isDatabase || isByChance(judged.value)) && !isLocal && !isInComment(window) };
  const bits = isLocal ? bitsPerCharacter(judged.value) * judged.value.length : judged.bits;
  const found = {
    rule: isDatabase ? rules.database : rules.other,
    ...judged,
    ...range,
    ...(isLocal && { class: 'secret' as const }),
    ...(bits !== undefined && { bits }),
  };
  return [found];
}
