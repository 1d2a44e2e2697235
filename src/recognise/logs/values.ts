import { textOf } from './text-of.ts';

/** A value as it stands behind its name. */
export interface NamedValue {
  readonly text: string;
  /** It stood in quotes, so it ends where it seems to. */
  readonly quoted: boolean;
  /** Something opens here: a list or an object. */
  readonly opens: boolean;
}

const MOST = 600;
const QUOTES = new Set([34, 39, 96]);
/** What ends a value without quotes, bits: 1 any but one that takes the whole line, 2 that one too. */
export const ENDS_VALUE = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++)
  ENDS_VALUE[byte] = byte < 32 || '"\'<>'.includes(String.fromCharCode(byte)) ? 3 : ' &,;)]}#\\'.includes(String.fromCharCode(byte)) ? 1 : 0;

/**
 * Reads the value after a separator: in quotes (also escaped ones), or up to the next space or mark.
 * @param at first byte after the separator
 * @param wholeLine header lines go on after a space
 */
export function readValue(bytes: Uint8Array, at: number, wholeLine: boolean): NamedValue {
  let from = at;
  while (bytes[from] === 32 && from < at + 3) from++;
  if (bytes[from] === 91 || bytes[from] === 123) return { text: '', quoted: false, opens: true };
  const escaped = bytes[from] === 92 ? 1 : 0;
  const quote = bytes[from + escaped] as number;
  if (QUOTES.has(quote)) {
    const start = from + escaped + 1;
    const end = closing(bytes, start, quote, escaped === 1);
    return { text: textOf(bytes, start, end), quoted: true, opens: false };
  }
  let end = from;
  const most = Math.min(bytes.length, from + MOST);
  const ends = wholeLine ? 2 : 1;
  while (end < most && ((ENDS_VALUE[bytes[end] as number] as number) & ends) === 0) end++;
  return { text: textOf(bytes, from, end), quoted: false, opens: false };
}

function closing(bytes: Uint8Array, start: number, quote: number, escaped: boolean): number {
  const most = Math.min(bytes.length, start + MOST);
  for (let at = start; at < most; at++) {
    const byte = bytes[at] as number;
    if (byte === 10) return at;
    if (byte !== quote) continue;
    const isEscape = bytes[at - 1] === 92;
    if (escaped && isEscape) return at - 1;
    if (!escaped && !isEscape) return at;
  }
  return most;
}

const REDACTED =
  /^(?:[[<({]*\s*(?:redacted|filtered|removed|hidden|masked|secret|omitted|scrubbed|sensitive|private|censored|protected|none|null|undefined|true|false|yes|no|nil|empty|unset|set|present|missing|object object|circular|function|string)[^A-Za-z0-9]*.{0,20}[\]>)}]*)$/i;

/** True for what stands where a value was taken out, and for what never was one: marks, templates, words for nothing. */
export function isTakenOut(value: string): boolean {
  if (value.length < 3 || REDACTED.test(value) || /^(.)\1*$/s.test(value)) return true;
  return /\*{3}|\.{3}$|…|\u00e2\u0080\u00a6|•{2}|\u00e2\u0080\u00a2|x{5}|\[(?:redacted|filtered)|^[$%]|^\{\{|^<[^>]*>$|^\?$|^#\{/i.test(value);
}

/** Long and mixed enough to open something. */
export function looksLikeToken(value: string): boolean {
  return value.length >= 16 && value.length <= 4096 && /^[\w.~+/=%:-]+$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value).size >= 8;
}

/** Several words, as people write them. */
export function looksLikeWriting(value: string): boolean {
  return value.length >= 12 && /\S\s+\S/.test(value) && /[^\d\s\W]{3}/.test(value) && !/^[[({<]?(?:redacted|filtered|omitted|removed)/i.test(value);
}
