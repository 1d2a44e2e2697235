import { inspect } from './inspect-symbol.ts';
import { KEY_FORMS } from './key-forms.gen.ts';

declare const quotedBrand: unique symbol;
declare const maskedBrand: unique symbol;

/** Text from outside (a header, a body, a file name): capped, without control characters, without keys that tell by their form what they are. Reporters still escape it for their format. */
export type Quoted = string & { readonly [quotedBrand]: true };

/** What may be shown of a secret: never enough to use it. Only `mask` makes one. */
export type Masked = string & { readonly [maskedBrand]: true };

const QUOTE_CAP = 300;
/** C0, DEL, C1, bidirectional controls, zero-width and line separators: all can deceive a terminal, a log or a reader. */
// eslint-disable-next-line no-control-regex
const DECEPTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
const DECEPTIVE_RUNS = new RegExp(`${DECEPTIVE.source}+`, 'gu');

const KEY = new RegExp(KEY_FORMS, 'g');
/** No key is shorter; most texts have no such run, and need no closer look. */
const LONG_RUN = /[\w+/=-]{16}/;
/** The longest key whose first characters may stand before the cut. */
const LONGEST_KEY = 2000;

/** What no text of ours may show, a file name included: `sk_live_…` becomes `sk_l…9x (32 characters)`. */
export function withoutKeys(text: string): string {
  return LONG_RUN.test(text) ? text.replace(KEY, (key) => mask(key, true)) : text;
}

/**
 * Makes outside text safe to keep: keys are masked, deceptive and control characters become one space, lone surrogates are replaced, length is capped.
 * @param cap most UTF-16 units kept; a cut is shown by an ellipsis
 */
export function quote(text: string, cap = QUOTE_CAP): Quoted {
  // Bound the work before looking: outside text may be huge.
  const bounded = text.length > cap * 4 + LONGEST_KEY ? text.slice(0, cap * 4 + LONGEST_KEY) : text;
  const clean = withoutKeys(bounded.toWellFormed().replace(DECEPTIVE_RUNS, ' ').trim());
  return (clean.length > cap || bounded.length < text.length ? `${clean.slice(0, cap - 1).toWellFormed()}…` : clean) as Quoted;
}

/** True for text that `quote` would leave as it is; used when evidence is read back from an archive. */
export function isQuoted(text: string, cap = QUOTE_CAP): text is Quoted {
  return text.length <= cap && !DECEPTIVE.test(text) && text.isWellFormed() && text.trim() === text && withoutKeys(text) === text;
}

/** A secret in memory. It cannot be turned into a string, inspected or serialised; only `reveal` opens it. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The raw value. For `recognise/` and for sending it where its owner wants it sent; never for storing or showing. */
  static reveal(secret: Secret): string {
    return secret.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [inspect](): string {
    return '[secret]';
  }
}

/**
 * The showable form of a secret.
 * @param selfIdentifying the type has a public prefix (`ghp_`, `sk_live_`): then the first four characters and the last two are kept
 */
export function mask(value: string, selfIdentifying: boolean): Masked {
  const shown = selfIdentifying && value.length >= 16 ? `${value.slice(0, 4)}…${value.slice(-2)}` : '…';
  return `${shown.toWellFormed().replace(DECEPTIVE_RUNS, ' ')} (${value.length} characters)` as Masked;
}

const MASKED = /^[^\s]{1,16} \(\d+ characters\)$/u;
/** True for text of the form that `mask` makes. */
export function isMasked(text: string): text is Masked {
  return MASKED.test(text) && text.includes('…');
}
