import { Buffer } from 'node:buffer';
import { constants, gunzipSync } from 'node:zlib';
import type { Encoding, Window } from './found.ts';
import { type Word, WordKind } from './prefilter-tables.ts';

/** Text that was wrapped in other text, and where. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly via: readonly Encoding[];
  /** Where the wrapped text stands in the window. */
  readonly from: number;
  readonly to: number;
  /** Of text of which only some signs are wrapped: where a place in `bytes` stands in it. */
  readonly origin?: (at: number) => number;
}

export interface Decoder {
  readonly encoding: Encoding;
  /** What the word really looks like: unlike words of people, wrapped ones have capitals that count. */
  readonly exact?: string;
  /** Bytes before and after the word that it reads; none: the window that the prefilter gives. */
  readonly reads?: { readonly before: number; readonly after: number };
  /** Tried so often in some bytes, and not again: trying costs much, and no file has so many that are none. */
  readonly most?: number;
  decode(window: Window): Decoded | undefined;
}

const RUN = { before: 1024, after: 16_000 };
const UNPACKED_CAP = 1_000_000;
/** Wrapped text shorter than this holds no secret. */
const LEAST = 12;
const BASE64 = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_');
const GZIP = 'H4sI';
const HEX = setOf('0123456789ABCDEFabcdef');
/** A word that is longer tells no more. */
const LONG = 24;
/** Characters of a group of four before the first that is the word's alone, by how many bytes of another word are before it. */
const LEADING = [0, 2, 3];
/** What has no rule of its own shape and is yet worth finding inside of something. */
const ALSO = ['-----BEGIN ', 'postgres://', 'postgresql://', 'mongodb://', 'mongodb+srv://', 'mysql://', 'redis://'];
/** Signs that stand in keys and before values, as JSON and JavaScript escape them; a slash is only told from those of every path when there are two. */
const ESCAPES = [':\\/\\/', '\\u002d', '\\u005f', '\\u003d', '\\u0022', '\\u003a', '\\u002f\\u002f', '\\x2d', '\\x5f', '\\x3d', '\\x22', '\\x3a', '\\x2f\\x2f'];
const PERCENT = ['%3a%2f%2f', '%22%3a%22', '%22%3a%20%22', '%253a%252f%252f', '%2522%253a%2522'];

export type DecoderKind = 'base64' | 'hex' | 'gzip' | 'percent' | 'unicode';
/** A word by which wrapped secrets are found. */
export interface DecoderWord {
  readonly word: Word;
  /** As it stands in base 64, where capitals count. */
  readonly exact: string;
  readonly kind: DecoderKind;
  /** Of base 64: characters of its group before the word. */
  readonly leading: number;
}

/** The words by which wrapped secrets are found: what each beginning of a key looks like inside. */
export function decoderWords(beginnings: readonly string[]): DecoderWord[] {
  const literals = [...new Set([...beginnings, ...ALSO])].filter((literal) => literal.length >= 4);
  return [
    ...literals.flatMap((literal) => LEADING.flatMap((leading, before) => base64Words(literal, leading, before))),
    ...literals.map((literal) => wordOf('hex', Buffer.from(literal, 'latin1').toString('hex').slice(0, LONG))),
    { ...wordOf('base64', 'eyJ'), word: { text: 'eyj', kind: WordKind.own, begins: true } },
    wordOf('gzip', GZIP),
    ...PERCENT.map((text) => wordOf('percent', text)),
    ...ESCAPES.map((text) => wordOf('unicode', text)),
  ];
}

function wordOf(kind: DecoderKind, exact: string, leading = 0): DecoderWord {
  const isLine = kind === 'percent' || kind === 'unicode';
  return { word: { text: exact.toLowerCase(), kind: isLine ? WordKind.plain : WordKind.own, begins: false }, exact, kind, leading };
}

export function decoderOf(kind: DecoderKind, exact: string, leading: number): Decoder {
  return kind === 'base64' ? base64Decoder(exact, leading) : OTHERS[kind];
}

/** What a beginning looks like in base 64 after `before` bytes, without the characters that its neighbours have a part in. */
function base64Words(literal: string, leading: number, before: number): DecoderWord[] {
  const bits = (before + literal.length) * 8;
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(literal, 'latin1')])
    .toString('base64')
    .slice(leading, Math.min(Math.floor(bits / 6), LONG));
  return text.length < 4 ? [] : [wordOf('base64', text, leading)];
}

function base64Decoder(exact: string, leading: number): Decoder {
  return {
    encoding: 'base64',
    exact,
    reads: RUN,
    decode({ text, at }) {
      const group = at - leading;
      const first = runStart(text, group, BASE64);
      const from = group - Math.floor((group - first) / 4) * 4;
      const to = runEnd(text, at, BASE64);
      if (from < 0 || to - from < LEAST) return undefined;
      return { bytes: Buffer.from(text.slice(from, to), 'base64'), via: ['base64'], from, to };
    },
  };
}

const gzipDecoder: Decoder = {
  encoding: 'gzip',
  exact: GZIP,
  most: 200,
  reads: { before: 4, after: 64_000 },
  decode({ text, at }) {
    const to = runEnd(text, at, BASE64);
    try {
      // What is cut off is read as far as it goes.
      const bytes = gunzipSync(Buffer.from(text.slice(at, to), 'base64'), { maxOutputLength: UNPACKED_CAP, finishFlush: constants.Z_SYNC_FLUSH });
      return { bytes, via: ['base64', 'gzip'], from: at, to };
    } catch {
      return undefined;
    }
  },
};

const hexDecoder: Decoder = {
  encoding: 'hex',
  reads: RUN,
  decode({ text, at }) {
    const first = runStart(text, at, HEX);
    const from = at - Math.floor((at - first) / 2) * 2;
    const to = runEnd(text, at, HEX);
    return to - from < LEAST * 2 ? undefined : { bytes: Buffer.from(text.slice(from, to), 'hex'), via: ['hex'], from, to };
  },
};

const percentDecoder: Decoder = { encoding: 'percent', decode: ({ text }) => unescapedText(text, /%([0-9A-Fa-f]{2})/g, 'percent') };
const escapeDecoder: Decoder = {
  encoding: 'unicode',
  decode: ({ text }) => unescapedText(text, /\\(?:\/|u00([0-9A-Fa-f]{2})|x([0-9A-Fa-f]{2}))/g, 'unicode'),
};

function unescapedText(text: string, escape: RegExp, encoding: Encoding): Decoded {
  return {
    bytes: Buffer.from(text.replaceAll(escape, unescaped), 'latin1'),
    via: [encoding],
    from: 0,
    to: text.length,
    origin(at) {
      let longer = 0;
      for (const { index, 0: sign } of text.matchAll(escape)) {
        if (index - longer >= at) break;
        longer += sign.length - 1;
      }
      return at + longer;
    },
  };
}

const OTHERS: Readonly<Record<Exclude<DecoderKind, 'base64'>, Decoder>> = {
  hex: hexDecoder,
  gzip: gzipDecoder,
  percent: percentDecoder,
  unicode: escapeDecoder,
};

function unescaped(all: string, code: string | undefined, other?: string): string {
  if (all === '\\/') return '/';
  return String.fromCharCode(Number.parseInt(code ?? (typeof other === 'string' ? other : '20'), 16));
}

/** One byte each: 1 when the character is in the set. */
function setOf(members: string): Uint8Array {
  const set = new Uint8Array(256);
  for (let at = 0; at < members.length; at++) set[members.charCodeAt(at)] = 1;
  return set;
}
function runStart(text: string, at: number, set: Uint8Array): number {
  let from = at;
  while (from > 0 && set[text.charCodeAt(from - 1)] === 1) from--;
  return from;
}
function runEnd(text: string, at: number, set: Uint8Array): number {
  let to = at;
  while (to < text.length && set[text.charCodeAt(to)] === 1) to++;
  return to;
}
