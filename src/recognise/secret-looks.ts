import { Buffer } from 'node:buffer';
import type { SecretClass } from '../model/secret-format.ts';

/** What a closer look says about a value that has the right shape. */
export interface Judged {
  readonly class: SecretClass;
  readonly value: string;
  readonly sure?: boolean;
  /** Random bits, when they differ from the format's. */
  readonly bits?: number;
  /** Nothing of the value may be shown, although its format has a public prefix. */
  readonly hidden?: boolean;
}

const INVENTED =
  /example|sample|placeholder|your|xxxx|change.?me|dummy|fake|redacted|insert|replace|here$|abcdef|123456|0{6}|secretkey|deadbeef|foobar|lorem|\.\.\.|\*{3}|<|\$\{|\{\{/i;

/** True for values that people and templates write where a key belongs: words, runs, sequences, too few different characters. */
export function isInventedText(value: string): boolean {
  if (INVENTED.test(value)) return true;
  if (/(.)\1{5}/.test(value)) return true;
  return bitsPerCharacter(value) < (/^[0-9a-f-]+$/.test(value) ? 2.4 : 3) || (value.length >= 24 && /^[A-Za-z]+$/.test(value) && /^[A-Z]?[a-z]+$/.test(value));
}

/** Shannon's entropy of the characters, bits each. */
export function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Supabase keys are JWTs that say whose they are; every other JWT is somebody's session and not judged here. */
export function judgeJwt(value: string): Judged | undefined {
  const claims = readClaims(value.split('.')[1] ?? '');
  if (typeof claims?.['role'] !== 'string') return undefined;
  if (claims['iss'] === 'supabase-demo') return { class: 'placeholder', value };
  if (claims['role'] === 'anon' && (claims['iss'] === 'supabase' || 'ref' in claims)) return { class: 'public', value };
  return claims['role'] === 'service_role' ? { class: 'secret', value } : undefined;
}

function readClaims(part: string): Record<string, unknown> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** @param text begins at the BEGIN line. Only what decodes to a real key structure counts; an encrypted one is not sure to be usable. */
export function judgePem(text: string): Judged | undefined {
  const end = text.indexOf('-----END ');
  const begin = text.indexOf('-----', 11) + 5;
  if (end < begin) return undefined;
  const lines = text.slice(begin, end).replaceAll(/\\r|\\n|\\t/g, '\n');
  const encrypted = text.startsWith('-----BEGIN ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(lines);
  const base64 = lines
    .split('\n')
    .filter((line) => !line.includes(': '))
    .join('')
    .replaceAll(/[^A-Za-z0-9+/=]/g, '');
  const bytes = Buffer.from(base64, 'base64');
  const isKey =
    bytes.length >= 32 &&
    (bytes[0] === 0x30 || bytes.subarray(0, 14).toString('latin1') === 'openssh-key-v1' || text.includes('PGP PRIVATE KEY BLOCK') || encrypted);
  if (!isKey) return undefined;
  return new Set(base64).size < 20 ? { class: 'placeholder', value: base64 } : { class: 'secret', value: base64, sure: !encrypted };
}

const LOCAL_HOST = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|[^.]+$)|\.(?:local|localhost|internal)$/i;
const DOCUMENT_HOST = /your|^(?:db)?host(?:name)?(?:\.|$)|example|placeholder|xxx|project-ref|\.(?:test|invalid)$/i;
const WEAK_PASSWORD =
  /^(?:pass|passw0?rd|password|postgres|root|admin|user|test|secret|mysql|mongo|redis|guest|pwd|pw|dev|local|example|changeme|prisma|supabase|db)[\d!]*$|[$%{}<>[\]*]|^.{0,5}$/i;

/** @param value `user:password@host` of a database address */
export function judgeUrl(value: string): Judged | undefined {
  const at = value.lastIndexOf('@');
  const colon = value.indexOf(':');
  const password = value.slice(colon + 1, at);
  const host = value.slice(at + 1).replace(/:\d+$/, '');
  const bits = bitsPerCharacter(password) * password.length;
  const isInvented = INVENTED.test(password) || WEAK_PASSWORD.test(password) || /(?:^|[-_ ])(?:pass|password|secret)(?:[-_ ]|$)/i.test(password);
  // A long random password is one whatever its host is called; a short one beside a host of the manual is of the manual.
  const isMadeUp = at < 0 || colon > at || isInvented || LOCAL_HOST.test(host) || (bits < 80 && DOCUMENT_HOST.test(host)) || password === value.slice(0, colon);
  return isMadeUp ? { class: 'placeholder', value: password } : { class: 'secret', value: password, bits };
}

const BROWSER_KEY =
  /firebase|authDomain|NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|maps\.googleapis|google-?maps|MAPS|YOUTUBE|projectId|messagingSenderId|current_key|data-api-key/i;
const SERVER_KEY = /gemini|generative|palm|vertex|GOOGLE_(?:GENERATIVE_)?(?:AI|API)_?KEY|genai/i;

/** The same shape serves as a browser key of Firebase or Maps (public by design) and as a paid Gemini key: only what stands around it tells. */
export function judgeGoogle(value: string, before: string, text: string): Judged {
  if (isInventedText(value.slice(4))) return { class: 'placeholder', value };
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const around = `${before.slice(-120)}${text.slice(0, 200)}`;
  if (SERVER_KEY.test(line) && !/NEXT_PUBLIC_|VITE_/.test(line)) return { class: 'secret', value };
  if (BROWSER_KEY.test(around)) return { class: 'public', value };
  return { class: 'secret', value, sure: false };
}

/** The id of an AWS key is no secret by itself; with forty characters of secret beside it the pair is. */
export function judgeAwsId(value: string, before: string, text: string): Judged {
  if (/EXAMPLE/.test(value) || isInventedText(value.slice(4))) return { class: 'placeholder', value };
  const pair = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/.exec(`${before}\n${text.slice(20, 300)}`)?.[0];
  // The pair counts once, by its secret half.
  return pair === undefined ? { class: 'secret', value, sure: false } : { class: 'secret', value: pair, hidden: true, bits: 200 };
}
