import { plain, plainLines } from '../plain.ts';

/**
 * Words that renderers turn into links or mentions by themselves (addresses, host names, mail addresses, @names, #1, commits): shown as code, which
 * nothing links.
 */
const LINKABLE = /@|:\/\/|www\.|\w\.[a-z]{2}|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|javascript:|mailto:|xmpp:/iu;
const AROUND = /^([("'“‘[{]*)(.*?)([)"'”’\]},.;:!?…]*)$/su;

/** What would open a block at the start of a line: a list, a heading set with = or -, a thematic break. */
const BLOCK_START = /^(?:[-+](?=[\s-]|$)|=)|^(\d{1,9})(?=[.)](?:\s|$))/u;

/** Text from outside as inline Markdown: no markup, no HTML, no link can come out of it. For the middle or the start of a line. */
export function inline(text: string): string {
  const escaped = plain(text).split(/ +/u).map(word).join(' ');
  return escaped.replace(BLOCK_START, (start, digits?: string) => (digits === undefined ? `\\${start}` : `${start}\\`));
}

/** The same in bold; empty text stays empty, as four asterisks would be a line across the page. */
export function strong(text: string): string {
  const content = inline(text);
  return content === '' ? '' : `**${content}**`;
}

function word(text: string): string {
  if (!LINKABLE.test(text)) return escapedPunctuation(text);
  const [, before = '', core = text, after = ''] = AROUND.exec(text) ?? [];
  return core === '' ? escapedPunctuation(text) : escapedPunctuation(before) + code(core) + escapedPunctuation(after);
}

function escapedPunctuation(text: string): string {
  return text
    .replace(/[\\`*_[\]#~$]/gu, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;');
}

/** Text as a code span; empty text stays empty. */
export function code(text: string): string {
  const content = plain(text);
  if (content === '') return '';
  const fence = '`'.repeat(longestRun(content) + 1);
  const space = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return fence + space + content + space + fence;
}

/** A fenced block, each line behind `indent`. */
export function fenced(text: string, language: string, indent = ''): string[] {
  const lines = plainLines(text);
  if (lines.length === 0) return [];
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [fence + language, ...lines, fence].map((line) => (line === '' ? '' : indent + line));
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/gu), (run) => run[0].length));
}
