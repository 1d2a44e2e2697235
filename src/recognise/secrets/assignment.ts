/** A value that is given to a name, in whatever language: `name = "value"`, `name: value`, `NAME=value`, `'name', 'value'`, `?name=value&`, `<name>value<`. */
export interface Assignment {
  /** The whole name, of which the window's word is a part. */
  readonly name: string;
  readonly value: string;
  /** Where the value stands. */
  readonly from: number;
  /** The value stands by itself, in no quotes and in no longer text: in code that is an expression. */
  readonly bare: boolean;
}

const NAME = /[A-Za-z0-9_$.-]/;
const AFTER_NAME = /["'`\\\][ \t)!?]/;
const QUOTE = /["'`]/;
const MOST_NAME = 48;
const MOST_VALUE = 1200;
/** `password: string = "…"` */
const TYPE = /^[ \t]{0,4}[A-Za-z_][\w.|[\]<> ]{0,40}=(?![=>])/;

/** @param at where the word begins, @param length how long it is */
export function readAssignment(text: string, at: number, length: number): Assignment | undefined {
  let first = at;
  while (first > 0 && at - first < MOST_NAME && NAME.test(text[first - 1] ?? '')) first--;
  let end = skip(text, at + length, MOST_NAME, NAME);
  const name = text.slice(first, end).replace(/^[.$-]+|[.$-]+$/g, '');
  const unquoted = skip(text, end, 12, AFTER_NAME);
  const closed = QUOTE.test(text.slice(end, unquoted));
  end = unquoted;
  const sign = text[end] ?? '';
  if (!/[=:>(,]/.test(sign) || (sign === ',' && !closed) || isComparison(text, end)) return undefined;
  end++;
  if (sign === ':') end += TYPE.exec(text.slice(end, end + 60))?.[0].length ?? 0;
  return readValue(text, end, name, sign === '(' || sign === ',');
}

function isComparison(text: string, sign: number): boolean {
  const two = text.slice(sign, sign + 2);
  return two === '==' || text[sign - 1] === '!' || text[sign - 1] === '<' || (two === '=>' && !/^=>\s*[:]?["'`]/.test(text.slice(sign, sign + 6)));
}

function readValue(text: string, after: number, name: string, needsQuote: boolean): Assignment | undefined {
  let from = after;
  let quote = '';
  for (const most = Math.min(text.length, after + 40); from < most && /["'`\\ \t\r\n:=>~([@]/.test(text[from] ?? ''); from++) {
    const one = text[from] ?? '';
    if (one === '\n') needsQuote = true;
    if (!QUOTE.test(one)) continue;
    quote = text[from - 1] === '\\' ? `\\${one}` : one;
    from++;
    break;
  }
  if (quote === '') return needsQuote ? undefined : bareValue(text, from, name);
  const close = closing(text, from, quote);
  return close === undefined ? undefined : { name, value: text.slice(from, close), from, bare: false };
}

/** Where the quoted value ends; nothing when it does not on this line. */
function closing(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length && at - from < MOST_VALUE; at++) {
    const one = text[at];
    if (one === '\n') return undefined;
    if (text.startsWith(quote, at)) return at;
    if (one === '\\' && quote.length === 1) at++;
  }
  return undefined;
}

function bareValue(text: string, from: number, name: string): Assignment {
  let to = from;
  while (to < text.length && to - from < MOST_VALUE && !/[\s"'`,;)(}<>&|\\]/.test(text[to] ?? '')) to++;
  const next = text[to] ?? '\n';
  return { name, value: text.slice(from, to), from, bare: next !== '&' && next !== '\\' && next !== '<' && !QUOTE.test(next) };
}

function skip(text: string, from: number, most: number, set: RegExp): number {
  let at = from;
  while (at < text.length && at - from < most && set.test(text[at] ?? '')) at++;
  return at;
}
