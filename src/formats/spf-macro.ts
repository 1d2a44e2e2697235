/** Letters of RFC 7208 §7.2. */
export type SpfMacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'h' | 'c' | 'r' | 't' | 'v';
/** What a macro stands for; nothing when it cannot be told. */
export type SpfMacroValues = (letter: SpfMacroLetter) => string | undefined;
/** Where a text with macros stands: `c`, `r` and `t` are for explanations only (RFC 7208 §7.2). */
export type SpfMacroPlace = 'domain' | 'modifier' | 'explanation';
export interface SpfMacroFault {
  readonly offset: number;
  readonly says: string;
}

/** RFC 7208 §7.1 `macro-expand`. */
const MACRO = /%(?:\{([slodiphcrtv])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))/gi;
const AT_MACRO = new RegExp(MACRO.source, 'iy');
/** No name in DNS is longer in its text form (RFC 7208 §7.3). */
const MOST_NAME = 253;
const MOST_LABEL = 63;

/** True when a text has no macro in it. */
export function isPlain(text: string): boolean {
  return !text.includes('%');
}

/** Says what is wrong with a text in which macros may stand, or nothing (RFC 7208 §7.1, §12: `macro-string`, in explanations also spaces). */
export function macroFault(text: string, place: SpfMacroPlace): SpfMacroFault | undefined {
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '%') {
      if (!/[\x21-\x7e]/.test(text[at] ?? '') && !(text[at] === ' ' && place === 'explanation'))
        return { offset: at, says: 'there is a character that is not plain ASCII' };
      at += 1;
      continue;
    }
    AT_MACRO.lastIndex = at;
    const macro = AT_MACRO.exec(text);
    if (!macro) return { offset: at, says: 'a percent sign must begin a macro such as %{i}' };
    if (/^0+$/.test(macro[2] ?? '')) return { offset: at, says: 'a macro cannot keep 0 labels' };
    if (place !== 'explanation' && /[crt]/i.test(macro[1] ?? '')) return { offset: at, says: `the macro ${macro[0]} is for explanations only` };
    at = AT_MACRO.lastIndex;
  }
  return undefined;
}

/** True when a text without fault ends in a macro. */
export function endsInMacro(text: string): boolean {
  return [...text.matchAll(MACRO)].some((match) => match.index + match[0].length === text.length);
}

/**
 * Fills macros in (RFC 7208 §7.3). From the right, so that a name that is too long costs no more than one that fits.
 * @param most once the text is longer, what is left of it is not filled in any more
 * @returns nothing when a value cannot be told
 */
export function fillMacros(text: string, valueOf: SpfMacroValues, most: number): string | undefined {
  if (isPlain(text)) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(MACRO)) {
    pieces.push(text.slice(from, match.index), match[0]);
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  let filled = '';
  for (let at = pieces.length - 1; at >= 0 && filled.length <= most; at--) {
    const piece = pieces[at] ?? '';
    const value = at % 2 === 0 ? piece : macroValue(piece, valueOf);
    if (value === undefined) return undefined;
    filled = value + filled;
  }
  return filled;
}

function macroValue(macro: string, valueOf: SpfMacroValues): string | undefined {
  AT_MACRO.lastIndex = 0;
  const [, letter, keep = '', reversed, delimiters = '', plain] = AT_MACRO.exec(macro) ?? [];
  if (letter === undefined) return plain === '%' ? '%' : plain === '_' ? ' ' : '%20';
  const value = valueOf(letter.toLowerCase() as SpfMacroLetter);
  if (value === undefined) return undefined;
  const parts = value.split(delimiters === '' ? '.' : new RegExp(`[${delimiters.replaceAll('-', '\\-')}]`));
  if (reversed) parts.reverse();
  const changed = (keep === '' ? parts : parts.slice(-Number(keep))).join('.');
  return letter < 'a' ? urlEscaped(changed) : changed;
}

/** All but the unreserved characters of RFC 3986 §2.3 as percent codes. */
function urlEscaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The name to ask for: macros filled in, final dot taken off, and what is too long cut at the left, label by label (RFC 7208 §7.3).
 * @returns nothing when a value cannot be told
 */
export function fillDomainSpec(spec: string, valueOf: SpfMacroValues): string | undefined {
  const filled = fillMacros(spec, valueOf, 2 * MOST_NAME);
  if (filled === undefined) return undefined;
  let name = filled.endsWith('.') ? filled.slice(0, -1) : filled;
  while (name.length > MOST_NAME) {
    const dot = name.indexOf('.');
    if (dot < 0) break;
    name = name.slice(dot + 1);
  }
  return name;
}

/** The values that depend on the domain alone: `%{d}` of the record, `%{o}` of the sender. */
export function domainValues(domain: string, sender: string): SpfMacroValues {
  return (letter) => (letter === 'd' ? domain : letter === 'o' ? sender : undefined);
}

/** True for a name that a question can be put for: no empty label, none above 63, 253 in all, plain ASCII (RFC 7208 §4.3, RFC 8616 §4). */
export function isAskable(name: string): boolean {
  if (name === '' || name.length > MOST_NAME) return false;
  let label = 0;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code > 0x7e || code === 0) return false;
    if (code !== 0x2e) label += 1;
    else if (label === 0) return false;
    else label = 0;
    if (label > MOST_LABEL) return false;
  }
  return label > 0;
}
