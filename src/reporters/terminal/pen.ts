import { plain } from '../plain.ts';
import { cut, widthOf, wrap } from './width.ts';

export interface TerminalOptions {
  /** Width of the terminal; used as given between 40 and 200. */
  readonly columns: number;
  readonly color: boolean;
  /** false: nothing but ASCII is written. */
  readonly unicode: boolean;
}

const STYLES = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  cyan: '36',
  boldRed: '1;31',
  boldGreen: '1;32',
  boldYellow: '1;33',
  onRed: '1;97;41',
  onGreen: '1;97;42',
  onYellow: '1;30;43',
} as const;
export type Style = keyof typeof STYLES;

const GLYPHS = { ok: '✔', bad: '✖', unsure: '?', none: '–', dot: '·', arrow: '→', rule: '─', ellipsis: '…', block: '■' };
const ASCII_GLYPHS: typeof GLYPHS = { ok: '+', bad: 'x', unsure: '?', none: '-', dot: '-', arrow: '->', rule: '-', ellipsis: '...', block: '#' };

/** Writes safe text in a given terminal: every string from an assessment passes through `text` first, and only `ink` adds control sequences. */
export interface Pen {
  readonly columns: number;
  readonly glyphs: typeof GLYPHS;
  text(outside: string): string;
  ink(style: Style, text: string): string;
  cut(text: string, columns: number): string;
  wrap(text: string, columns: number, most: number): string[];
  widthOf(text: string): number;
}

export function penFor(options: TerminalOptions): Pen {
  const glyphs = options.unicode ? GLYPHS : ASCII_GLYPHS;
  return {
    columns: Math.min(200, Math.max(40, Math.floor(options.columns) || 80)),
    glyphs,
    text: (outside) => defused(options.unicode ? plain(outside) : toAscii(plain(outside))),
    ink: (style, text) => (options.color && text !== '' ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text),
    cut: (text, columns) => cut(text, columns, glyphs.ellipsis),
    wrap: (text, columns, most) => wrap(text, columns, most, glyphs.ellipsis),
    widthOf,
  };
}

const SPELT: Readonly<Record<string, string>> = {
  '…': '...',
  '→': '->',
  '←': '<-',
  '·': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '×': 'x',
  '≤': '<=',
  '≥': '>=',
  '§': 'section ',
  '✔': '+',
  '✖': 'x',
  '\u00a0': ' ',
};
function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[^ -~]/gu, (character) => SPELT[character] ?? '?');
}

/** The screen may be a CI log: a line that begins with `::error::`, or holds `##[…]` or `##vso[…]`, would be obeyed by the runner. */
function defused(text: string): string {
  return text.replace(/#(?=#)/gu, '# ').replace(/::(?=[a-z][a-z-]*(?:\s|::))/giu, ': :');
}
