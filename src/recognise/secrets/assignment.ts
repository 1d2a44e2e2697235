import { ByteClass, isAt } from './byte-class.ts';

/** A value that is given to a name, in whatever language: `name = "value"`, `name: value`, `NAME=value`, `'name', 'value'`, `?name=value&`, `<name>value<`. */
export interface Assignment {
  /** The whole name, of which the window's word is a part. */
  readonly name: string;
  readonly value: string;
  /** Where the value stands. */
  readonly from: number;
  /** The value stands by itself, in no quotes and in no longer text: in code that is an expression. */
  readonly bare: boolean;
  /** It is the argument of a call, or the next one of a list: that it belongs to the name is a guess. */
  readonly called: boolean;
  /** Nothing is given: the name is compared with it. */
  readonly compared: boolean;
}

const MOST_NAME = 48;
const MOST_VALUE = 1200;
/** Signs that belong to a name only between its words. */
const TRIMMED = '.$-';
/** `password: string = "…"` */
const TYPE = /^[ \t]{0,4}[A-Za-z_][\w.|[\]<> ]{0,40}=(?![=>])/;
const [QUOTE, EQUALS, COLON, MORE, OPEN, COMMA, BACKSLASH, LINE] = [ByteClass.quote, 61, 58, 62, 40, 44, 92, 10];

/** @param at where the word begins, @param length how long it is */
export function readAssignment(text: string, at: number, length: number): Assignment | undefined {
  let end = skip(text, at + length, MOST_NAME, ByteClass.name);
  const named = end;
  end = skip(text, end, 12, ByteClass.afterName);
  const sign = text.charCodeAt(end);
  if (sign !== EQUALS && sign !== COLON && sign !== MORE && sign !== OPEN && !(sign === COMMA && hasQuote(text, named, end) && isAllQuoted(text, at)))
    return undefined;
  const does = signAt(text, end, sign);
  if (!does) return undefined;
  let after = end + 1;
  if (sign === COLON && text.includes('=', after)) after += TYPE.exec(text.slice(after, after + 60))?.[0].length ?? 0;
  const called = sign === OPEN || sign === COMMA;
  const value = readValue(text, after, called);
  return value && { name: nameAround(text, at, named), called, compared: does === 'compares', ...value };
}

function nameAround(text: string, at: number, to: number): string {
  let first = at;
  while (first > 0 && at - first < MOST_NAME && isAt(text, first - 1, ByteClass.name)) first--;
  let last = to;
  while (first < last && TRIMMED.includes(text.charAt(first))) first++;
  while (last > first && TRIMMED.includes(text.charAt(last - 1))) last--;
  return text.slice(first, last);
}

/** The quote begins with the name: in `"file:///etc/passwd", "x"` nothing is given to a password. */
function isAllQuoted(text: string, at: number): boolean {
  let first = at;
  while (first > 0 && at - first < MOST_NAME && isAt(text, first - 1, ByteClass.name)) first--;
  return isAt(text, first - 1, QUOTE);
}

function hasQuote(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isAt(text, at, QUOTE)) return true;
  return false;
}

/** `=`, `:` and the like give, `==` and `!=` compare; `=>` and `<=` do neither, unless a value in quotes follows (Ruby, PHP). */
function signAt(text: string, at: number, sign: number): 'gives' | 'compares' | undefined {
  const before = text.charCodeAt(at - 1);
  if (before === 60) return undefined;
  if (before === 33) return sign === EQUALS ? 'compares' : undefined;
  if (sign !== EQUALS) return 'gives';
  const next = text.charCodeAt(at + 1);
  if (next === EQUALS) return 'compares';
  return next !== MORE || /^=>\s{0,3}:?["'`]/.test(text.slice(at, at + 8)) ? 'gives' : undefined;
}

type Value = Pick<Assignment, 'value' | 'from' | 'bare'>;

function readValue(text: string, after: number, called: boolean): Value | undefined {
  let needsQuote = called;
  let from = after;
  for (const most = after + 40; from < most && isAt(text, from, ByteClass.beforeValue); from++) {
    if (text.charCodeAt(from) === LINE) needsQuote = true;
    if (!isAt(text, from, QUOTE)) continue;
    const quote = text.slice(text.charCodeAt(from - 1) === BACKSLASH ? from - 1 : from, from + 1);
    const close = closing(text, from + 1, quote);
    return close === undefined ? undefined : { value: text.slice(from + 1, close), from: from + 1, bare: false };
  }
  return needsQuote ? undefined : bareValue(text, from);
}

/** Where the quoted value ends; nothing when it does not on this line. */
function closing(text: string, from: number, quote: string): number | undefined {
  const [first, length] = [quote.charCodeAt(0), quote.length];
  for (let at = from; at < text.length && at - from < MOST_VALUE; at++) {
    const one = text.charCodeAt(at);
    if (one === LINE) return undefined;
    if (one === first && (length === 1 || text.startsWith(quote, at))) return at;
    if (one === BACKSLASH && length === 1) at++;
  }
  return undefined;
}

function bareValue(text: string, from: number): Value {
  let to = from;
  while (to < text.length && to - from < MOST_VALUE && !isAt(text, to, ByteClass.endsBare)) to++;
  const next = text[to] ?? '\n';
  return { value: text.slice(from, to), from, bare: !/["'`&<\\]/.test(next) && !(next === ';' && isInQuotes(text, from)) };
}

/** `"Server=db;Password=x;"`: the quotes before it on the line are not all closed. */
function isInQuotes(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 200), at);
  return [/"/g, /'/g, /`/g].some((quote) => (line.match(quote) ?? []).length % 2 === 1);
}

function skip(text: string, from: number, most: number, bits: number): number {
  let at = from;
  while (at - from < most && isAt(text, at, bits)) at++;
  return at;
}
