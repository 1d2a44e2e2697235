/** Zero columns: combining marks and format characters that `plain` leaves. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Two columns: East Asian wide and full-width blocks, and pictographs (Unicode 16, EastAsianWidth.txt, whole blocks). */
const WIDE =
  /^[\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{1f004}\u{1f0cf}\u{1f18e}\u{1f191}-\u{1f19a}\u{1f200}-\u{1f320}\u{1f32d}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f7e0}-\u{1f7eb}\u{1f90c}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** Terminal columns that text without control characters takes. */
export function widthOf(text: string): number {
  // Printable ASCII is nearly everything that is shown.
  if (/^[ -~]*$/u.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): 0 | 1 | 2 {
  return ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

/** Text cut to `columns`, ending in `ellipsis` when something is missing. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (widthOf(text) <= columns) return text;
  return `${head(text, Math.max(0, columns - ellipsis.length)).trimEnd()}${ellipsis}`;
}

/** The longest start of text that fits. */
function head(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Text padded with spaces to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** Lines of at most `columns`, broken between words, inside one only where it is longer than a line. At most `most` lines, the last one cut. */
export function wrap(text: string, columns: number, most: number, ellipsis: string): string[] {
  const room = Math.max(1, columns);
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    if (lines.length === most - 1 || widthOf(rest) <= room) {
      lines.push(cut(rest, room, ellipsis));
      break;
    }
    const fits = head(rest, room);
    const space = fits.lastIndexOf(' ');
    const end = rest[fits.length] === ' ' ? fits.length : space > 0 ? space : Math.max(fits.length, rest.codePointAt(0) === undefined ? 1 : fits.length || 2);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return lines;
}
