import { fileRole } from '../../formats/file-role.ts';
import { isToldByName, type SecretClass, type SecretLevel, type SecretRule } from '../../model/secret-rule.ts';
import { mask, type Masked } from '../../model/text.ts';
import { compileRules, type Compiled } from './compile-rules.ts';
import { decodeText } from './decode-text.ts';
import { secretFingerprint } from './fingerprint.ts';
import type { Encoding, Found } from './found.ts';
import type { OwnRule } from './own-rules.ts';
import { makePrefilter, type Prefilter } from './prefilter.ts';
import { isPublished } from './published.ts';
import { Search } from './search.ts';

/** One place where a secret stands. Nothing of it can be used. */
export interface SecretHit {
  /** Id of the rule. */
  readonly format: string;
  readonly class: SecretClass;
  /** False: it may well be something harmless; a person should look. */
  readonly sure: boolean;
  /** `blocker`: a sure secret in a file that is no test, document or example. */
  readonly level: SecretLevel;
  readonly masked: Masked;
  /** Same value, same fingerprint, wherever it is found; `undefined` for values so weak that a fingerprint could be guessed open. */
  readonly fingerprint: string | undefined;
  /** Byte offset. */
  readonly at: number;
  /** Line, from 1. */
  readonly line: number;
  /** What it was wrapped in, from the outside in; empty when it stands there plainly. */
  readonly via: readonly Encoding[];
}

/** What is known of the bytes. */
export interface SecretSource {
  readonly path?: string;
}

export interface ScannerOptions {
  /** Epoch milliseconds, for tokens that say when they end. */
  readonly now?: number;
  /** Rules of the project (`loadOwnRules`). */
  readonly own?: readonly OwnRule[];
  /** Without WebAssembly. */
  readonly fallback?: boolean;
}

export interface SecretScanner {
  scan(bytes: Uint8Array, source?: SecretSource): readonly SecretHit[];
  /** What was read since it was made. */
  readonly seen: { readonly bytes: number; readonly binary: number; readonly utf16: number; readonly windows: number; readonly unwrapped: number };
}

/** Code in which a value without quotes is an expression. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|rs|php|java|kts?|cs|c|cc|cpp|h|hpp|swift|m|scala|dart|lua|pl|r|ex|exs|clj|graphql|sol)$/i;

/** Texts of an interface: what stands after `password:` is the word for it in some language. */
const TEXTS = /(?:^|\/)(?:locales?|i18n|lang|langs|languages|translations?|messages)\/|\.(?:po|pot|arb|strings|xlf|xliff)$/i;

/**
 * Builds a scanner. The words of all rules are looked up in one pass; a rule reads only the window around its word, and a window in which nothing was found is not
 * read again. What it finds depends on nothing but the bytes and the path.
 */
export function compileScanner(rules: readonly SecretRule[], options: ScannerOptions = {}): SecretScanner {
  const compiled = compileRules(rules, options.own);
  return new Scanner(compiled, makePrefilter(compiled.words, options.fallback), options.now ?? 0);
}

class Scanner implements SecretScanner {
  readonly #search: Search;
  readonly seen = { bytes: 0, binary: 0, utf16: 0, windows: 0, unwrapped: 0 };

  constructor(compiled: Compiled, prefilter: Prefilter, now: number) {
    this.#search = new Search(compiled, prefilter, now, (unwrapped) => {
      if (unwrapped === 0) this.seen.windows++;
      this.seen.unwrapped += unwrapped;
    });
  }

  scan(given: Uint8Array, { path = '' }: SecretSource = {}): readonly SecretHit[] {
    const { bytes, kind, width, offset } = decodeText(given);
    this.seen.bytes += given.length;
    if (kind !== 'text') this.seen[kind]++;
    const placed = this.#search
      .run(bytes, { isBinary: kind === 'binary', isCode: CODE.test(path) })
      .filter(({ found }) => !isToldByName(found.rule) || (found.sure && /\d/.test(found.value)) || !TEXTS.test(path));
    if (placed.length === 0) return [];
    const lowered = path !== '' && fileRole(path) !== 'code';
    const lineAt = lineCounter(bytes);
    return placed.toSorted((a, b) => a.at - b.at).map(({ found, at }) => describe(found, at * width + offset, lineAt(at), lowered));
  }
}

/** Line of a place, from 1; places must come in order. */
function lineCounter(bytes: Uint8Array): (at: number) => number {
  let line = 1;
  let next = bytes.indexOf(10);
  return (at) => {
    for (; next >= 0 && next < at; next = bytes.indexOf(10, next + 1)) line++;
    return line;
  };
}

function describe(found: Found, at: number, line: number, lowered: boolean): SecretHit {
  const fingerprint = (found.bits ?? found.rule.bits) >= 80 ? secretFingerprint(found.value) : undefined;
  const kind = isPublished(fingerprint) ? 'placeholder' : found.class;
  return {
    format: found.rule.id,
    class: kind,
    sure: found.sure,
    level: found.sure && kind === 'secret' && !lowered ? 'blocker' : 'report',
    masked: mask(found.value, found.rule.selfIdentifying && found.hidden !== true),
    fingerprint,
    at,
    line,
    via: found.via ?? [],
  };
}
