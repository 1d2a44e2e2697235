import { plain, plainLines } from '../plain.ts';

/** HTML that is safe to put into a document. Only `html` and `block` make it. */
export interface Markup {
  readonly markup: string;
}
type Part = string | number | Markup | readonly Markup[] | false | undefined;

/** Template tag: every value is escaped unless it is markup already. Attribute values must be quoted in the template. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  // The template's own line ends and indentation carry no meaning in HTML.
  const texts = parts.map((part) => part.replace(/\n\s*/gu, ''));
  return { markup: texts.reduce((text, part, at) => text + part + (at < values.length ? render(values[at]) : ''), '') };
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return (/^\s/u.test(part) ? ' ' : '') + escaped(plain(part)) + (/\S\s+$/u.test(part) ? ' ' : '');
  if ('markup' in part) return part.markup;
  return part.map((one) => one.markup).join('');
}

/** Text of several lines, for `pre`. */
export function block(text: string): Markup {
  return { markup: escaped(plainLines(text).join('\n')) };
}

/** Our own text that must stay as it is: the style sheet and the script. */
export function verbatim(text: string): Markup {
  if (/<\/|<!--/u.test(text)) throw new Error('the text would end its element');
  return { markup: text };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
