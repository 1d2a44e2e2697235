import { Buffer } from 'node:buffer';
import type { SecretRule } from '../../../model/secret-rule.ts';
import { type Assignment, readAssignment } from '../assignment.ts';
import { type Found, NOTHING, type Window } from '../found.ts';
import { isTypedBlindly, namesExample } from '../made-up.ts';
import { nameKind, type NameKind, namesSecretForSure } from '../name-kind.ts';
import { bitsPerCharacter, chanceBits, surprise } from '../rarity.ts';
import { isInComment, isOfBrowsers } from '../surroundings.ts';

/** A reference to where the value is kept, a path, an expression, a template, a hash, or text for people. */
const NO_VALUE =
  /^(?:\$[A-Z_({]|%[A-Z({]|[{<[(&*]|\.{0,2}\/|[a-z]+:\/\/|#\{|--|\$(?:2[abxy]|argon2\w{0,2}|\d{1,2}|pbkdf2[\w-]*)\$|sha\d+-|data:|urn:|(?:process|os|env|config|self|this|op|vault|ssm|secrets?)[.:[(])|\$\{|\{\{|#\{|<%|%[sd@](?![A-Za-z0-9])|[^\x21-\x7e]/;
/**
 * Bits for chance: that hardly a text has which people make up; that no password has which they make up (words of twenty languages have at most 9, with digits for letters
 * 11); that nineteen of twenty passwords of eight random letters have.
 */
const [BY_NOBODY, BY_NO_HAND, UNLIKE_WORDS] = [18, 14, 6];
/** As Google shows a password for an app: four times four letters. */
const IN_FOURS = /^[a-z]{4}(?: [a-z]{4}){3}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Before the name: the token of a picture is in the page of everybody who sees it, and a fingerprint names a public key. */
const MEANT_TO_BE_SEEN = /\.svg\?$|(?:shields\.io|\/badges?)\/[^\s"'<>()]{0,80}\?$|(?:gpg|pgp) $/i;

/** A value whose name says that it is a secret, and that nobody would write who did not mean one. */
export function lookAtAssignment(window: Window, rule: SecretRule): readonly Found[] {
  const { text, at, length } = window;
  const given = readAssignment(text, at, length);
  if (!given || !isValue(given) || MEANT_TO_BE_SEEN.test(text.slice(Math.max(0, at - 110), at))) return NOTHING;
  const kind = nameKind(given.name);
  if (!kind || (kind !== 'password' && given.value.length < 8)) return NOTHING;
  const { value, from, bare, compared } = given;
  // What a password is compared with is one; what a token is compared with is usually a sign of a grammar.
  if (compared && (kind !== 'password' || bare)) return NOTHING;
  const rare = rarityOf(value, kind, given.name);
  if (rare === 'none') return NOTHING;
  const found = { rule, value, from, to: from + value.length, bits: bitsPerCharacter(value) * value.length, bare };
  if (isOfBrowsers(window, given.name)) return [{ ...found, class: 'public', sure: true }];
  return [{ ...found, class: 'secret', sure: rare === 'sure' && !compared && !isInComment(window) }];
}

/** Not a reference, an expression, a template, a hash or a text. */
export function isValue({ name, value, bare, called }: Assignment): boolean {
  if (value.length < 6 || value.length > 600 || (NO_VALUE.test(value) && !IN_FOURS.test(value)) || namesExample(value)) return false;
  // Judged by what it says, elsewhere.
  if (value.startsWith('eyJ') && value.includes('.eyJ')) return false;
  if (plain(name).includes(plain(value)) || /^(.)\1*$/.test(value)) return false;
  // A constant, and a name of something else: `user.password`, `config.token[0]`.
  if (/^[A-Z]+(?:_[A-Z0-9]+)*$/.test(value) || (bare && /^[A-Za-z_$][\w$]*[.[][\w$.\]'"[]*$/.test(value))) return false;
  return !called || (value.length >= 12 && /\d.*\d/.test(value)) || (/passw(?:or)?d$/i.test(name) && value.length >= 8 && (surprise(value) ?? 0) >= 5.6);
}

/** How sure it is that chance made this value. A value that nothing names is one for sure where something takes it. */
export function rarityOf(given: string, kind: NameKind, name: string): 'none' | 'maybe' | 'sure' {
  const value = unwrapped(given);
  if (UUID.test(value)) return kind === 'key' ? 'none' : 'maybe';
  if (/^[\d.,:/-]+$/.test(value)) return 'none';
  const isNamed = name === '' || namesSecretForSure(name);
  if (/^(?:0x)?[0-9a-f]+$/i.test(value) && /\d/.test(value)) return value.length < 16 ? 'none' : value.length >= 32 && isNamed ? 'sure' : 'maybe';
  const bits = chanceBits(value);
  if (bits >= (kind === 'password' ? BY_NO_HAND : BY_NOBODY) && isMadeByChance(value))
    return isNamed ? 'sure' : kind === 'key' && value.length < 16 ? 'none' : 'maybe';
  if (kind === 'key') return 'none';
  if (bits >= Math.max(UNLIKE_WORDS, value.length / 3)) return 'maybe';
  return kind === 'password' && isMixed(value) && !/p[a@4][s5$]{2}|t[e3]st|adm[i1]n|s[e3]cr|w[o0]rd/i.test(value) ? 'maybe' : 'none';
}

/** Nobody would think of it. */
function isMadeByChance(value: string): boolean {
  if (value.length < 8 || bitsPerCharacter(value) < 2.5 || isTypedBlindly(value)) return false;
  // A path, a call or a list is none; random bytes in base 64 have slashes too.
  return !/[\s(){}[\]<>;,/]/.test(value) || (value.length >= 24 && /^[A-Za-z0-9+/]+={0,2}$/.test(value));
}

/** What was wrapped in base 64, where that is text: settings of Kubernetes hold passwords so, and a wrapped word is no secret. */
function unwrapped(value: string): string {
  if (IN_FOURS.test(value)) return value.replaceAll(' ', '');
  if (value.length < 12 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return value;
  const plain = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e]+$/.test(plain) ? plain : value;
}

/** Capitals, small letters, digits and signs, three of these at least: made to satisfy a rule for passwords. */
function isMixed(value: string): boolean {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/].filter((set) => set.test(value)).length >= 3 && value.length >= 8 && !/[/.:_-]/.test(value);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
