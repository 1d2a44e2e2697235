/**
 * How much harm a found value can do. `public` is meant to be seen (a browser key); `expired` was a token and says itself that its time is over;
 * `placeholder` only looks like a key.
 */
export const SECRET_CLASSES = ['secret', 'test-key', 'public', 'expired', 'placeholder'] as const;
export type SecretClass = (typeof SECRET_CLASSES)[number];

/** `blocker`: it is one, there is nothing to weigh. `report`: it may be one; a person should look. */
export const SECRET_LEVELS = ['blocker', 'report'] as const;
export type SecretLevel = (typeof SECRET_LEVELS)[number];

/** Judgements that a shape cannot take; each is a function in `recognise/secrets/looks`. `long`: its shape alone tells, and is longer than a usual window. */
export type SecretLook = 'jwt' | 'pem' | 'address' | 'google' | 'aws-id' | 'header' | 'assignment' | 'phrase' | 'long';

/**
 * What one kind of secret looks like. The list is data (`data/secrets`, one file per provider); `recognise/secrets` reads it.
 *
 * A shape is literal text with `{n x}` for n characters of class x, or `{n-m x}`, written without the blank: `gsk_{40-60a}`. Classes: `a` letters and digits,
 * `w` those with `_` and `-`, `h` lower hexadecimal, `H` any hexadecimal, `d` digits, `b` base 32, `u` capitals and digits, `l` small letters and digits,
 * `z` small letters, `p` base 64, `q` base 64 and base 64url, `v` every visible character but quotes, `.` a shape's own text. `{8h}-{4h}…` is a UUID: `{uuid}`.
 */
export interface SecretRule {
  readonly id: string;
  /** In plain words with its article: "a Stripe live key". */
  readonly says: string;
  readonly provider: string;
  readonly class: 'secret' | 'test-key' | 'public';
  /** Told by its own shape; each has at least three characters of literal text. Case matters. */
  readonly shapes?: readonly string[];
  /** Told by the name that it is assigned to, in any case and with any separators (`TWILIO_AUTH_TOKEN`, `twilioAuthToken`), and the shape of the whole value. */
  readonly names?: readonly string[];
  readonly values?: readonly string[];
  /** What is before it on the line, or the name it is assigned to, must match this. */
  readonly near?: RegExp;
  readonly look?: SecretLook;
  /** Words that a rule with neither shape nor name is looked for by: small letters, at least three. */
  readonly keywords?: readonly string[];
  /** It has a public prefix, so that its first and last characters may be shown. */
  readonly selfIdentifying: boolean;
  /** False: its shape is not proof enough to stop a launch. */
  readonly sure?: false;
  /** Random bits at least; below 80 no fingerprint is made. */
  readonly bits: number;
  /** What somebody who has it can do. */
  readonly allows: string;
  /** Where it is replaced. */
  readonly rotateAt: string;
  /** Page that says what it looks like. */
  readonly source: string;
  /** Text in which nothing of this rule may be found, with shapes in it: for its test. */
  readonly nearMisses?: readonly string[];
}

/** It knows a value by nothing but the name it is given to, or the phrase that gives it. */
export function isToldByName({ look }: SecretRule): boolean {
  return look === 'assignment' || look === 'phrase';
}

/** What is said about a kind of secret. */
export type SecretWords = Pick<SecretRule, 'says' | 'provider' | 'allows' | 'rotateAt'>;

const UNKNOWN: SecretWords = { says: 'a secret', provider: 'its provider', allows: 'use what it opens', rotateAt: "its provider's page for keys" };

type OwnWords = readonly { readonly id: string; readonly says?: string }[];

/** The words for a kind of secret, by the id of its rule: one of `rules`, or one that the project brings. */
export function wordsOf(id: string, rules: readonly SecretRule[], own: OwnWords = []): SecretWords {
  return knownWords(id, rules, own) ?? UNKNOWN;
}

/** The same, and none when there is no such rule. */
export function knownWords(id: string, rules: readonly SecretRule[], own: OwnWords = []): SecretWords | undefined {
  const mine = own.find((rule) => rule.id === id);
  if (mine) return { ...UNKNOWN, says: mine.says ?? `a secret of your rule ${id}`, provider: 'the place where it was made', rotateAt: 'where it was made' };
  return rules.find((rule) => rule.id === id);
}
