import { quote } from '../model/text.ts';

/** Invisible characters beyond those that `quote` removes: soft hyphen, fillers, variation selectors, blank Braille, interlinear marks. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]+/gu;

/** Text on one line: no control, bidirectional or invisible characters, no lone surrogates, no line ends. Still to be escaped for its format. */
export function plain(text: string): string {
  return quote(text.replace(INVISIBLE, ''), Number.POSITIVE_INFINITY);
}

/** The lines of a block (a snippet), each made plain with its indentation kept. Blank lines at both ends are dropped. */
export function plainLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/u).map((line) => {
    const indent = /^[ \t]*/u.exec(line)?.[0] ?? '';
    return indent.replaceAll('\t', '  ') + plain(line);
  });
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => line.trimEnd());
}

/** Plain text of at most `most` UTF-16 units, a cut shown by an ellipsis. */
export function shortened(text: string, most: number): string {
  const whole = plain(text);
  return whole.length > most ? `${whole.slice(0, most - 1).toWellFormed()}…` : whole;
}
