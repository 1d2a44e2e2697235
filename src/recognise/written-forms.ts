import { Buffer } from 'node:buffer';

/** How a value is written where it was found; `raw` is as it is. */
export const ENCODINGS = ['raw', 'base64', 'url', 'json', 'html', 'hex'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface WrittenForm {
  readonly encoding: Encoding;
  readonly text: string;
}

/** All ways in which code and logs write a value, each once, the plainest first. */
export function writtenForms(value: string): WrittenForm[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const forms: WrittenForm[] = [
    { encoding: 'raw', text: value },
    ...jsonForms(value).map((text) => ({ encoding: 'json' as const, text })),
    ...urlForms(value).map((text) => ({ encoding: 'url' as const, text })),
    ...htmlForms(value).map((text) => ({ encoding: 'html' as const, text })),
    ...base64Forms(bytes).flatMap((text) => [
      { encoding: 'base64' as const, text },
      { encoding: 'base64' as const, text: text.replaceAll('+', '-').replaceAll('/', '_') },
    ]),
    { encoding: 'hex', text: hex },
    { encoding: 'hex', text: hex.toUpperCase() },
  ];
  const seen = new Set<string>();
  return forms.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** In a string of JSON or JavaScript; twice, as inside a payload that is itself a string; and as writers do it that keep `<` and `/` out of HTML. */
function jsonForms(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  const safe = once.replaceAll(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const ascii = once.replaceAll(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    once,
    JSON.stringify(once).slice(1, -1),
    once.replaceAll('/', '\\/'),
    safe,
    safe.replaceAll(/\\u[0-9a-f]{4}/g, (text) => text.toUpperCase().replace('U', 'u')),
    ascii,
  ];
}

/** Component, form and strict encoding (RFC 3986 §2.1: the digits may be of either case). */
function urlForms(value: string): string[] {
  const component = encodeURIComponent(value.toWellFormed());
  const strict = component.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const small = (text: string): string => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return [component, strict, strict.replaceAll('%20', '+')].flatMap((text) => [text, small(text)]);
}

function htmlForms(value: string): string[] {
  const escape = (quote: string): string =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", quote);
  return [escape('&#39;'), escape('&#x27;'), escape("'")];
}

/** Whatever stands before and behind the value in the encoded text: for each of the three alignments the characters that it alone decides. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
  });
}
