/** How much harm a found value can do. `public` is meant to be seen (a browser key); `placeholder` only looks like a key. */
export const SECRET_CLASSES = ['secret', 'test-key', 'public', 'placeholder'] as const;
export type SecretClass = (typeof SECRET_CLASSES)[number];

/** What one kind of secret looks like. The list is data (`data/secret-formats.ts`); `recognise/secrets.ts` reads it. */
export interface SecretFormat {
  readonly id: string;
  /** In plain words with its article: "a Stripe live key". */
  readonly says: string;
  readonly provider: string;
  readonly class: 'secret' | 'test-key' | 'public';
  /** Literal ASCII beginnings of a match; every match starts with one. Case matters. */
  readonly begins: readonly string[];
  /** Sticky; matched at the beginning, against at most `WINDOW` bytes. Group 1, if there is one, is the value. Must be linear. */
  readonly pattern: RegExp;
  /** The text before it on the line, or the name it is assigned to, must match this. */
  readonly near?: RegExp;
  /** Further look that a pattern cannot take. */
  readonly look?: 'jwt' | 'pem' | 'url' | 'google' | 'aws-id';
  /** It has a public prefix, so that its first and last characters may be shown. */
  readonly selfIdentifying: boolean;
  /** Random bits at least; below 80 no fingerprint is made. */
  readonly bits: number;
  /** What somebody who has it can do. */
  readonly allows: string;
  /** Where it is replaced. */
  readonly rotateAt: string;
}
