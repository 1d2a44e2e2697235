/** The little language in which rules say what a key looks like (`model/secret-rule.ts`): literal text and `{n-m x}`. Everything it can say is matched in linear time. */

const CLASSES: Readonly<Record<string, string>> = {
  a: 'A-Za-z0-9',
  w: 'A-Za-z0-9_-',
  h: '0-9a-f',
  H: '0-9a-fA-F',
  d: '0-9',
  b: 'A-Z2-7',
  u: 'A-Z0-9',
  l: 'a-z0-9',
  z: 'a-z',
  p: 'A-Za-z0-9+/',
  q: 'A-Za-z0-9+/=_-',
  k: 'A-Za-z0-9._-',
  v: '!#-&(-;=?-_a-~',
};
const UUID = '{8h}-{4h}-{4h}-{4h}-{12h}';
const PART = /\{(\d+)(?:-(\d+))?([A-Za-z])\}/g;

interface ShapePart {
  readonly literal?: string;
  readonly class?: string;
  readonly least: number;
  readonly most: number;
}

/** Throws for what is no shape: rules are data of ours, and a test reads them all. */
export function readShape(shape: string): ShapePart[] {
  const text = shape.replaceAll('{uuid}', UUID);
  const parts: ShapePart[] = [];
  let from = 0;
  const literal = (to: number): void => {
    if (to > from) parts.push({ literal: text.slice(from, to), least: to - from, most: to - from });
  };
  for (const match of text.matchAll(PART)) {
    literal(match.index);
    const least = Number(match[1]);
    const [most, name] = [Number(match[2] ?? least), match[3] ?? ''];
    if (!CLASSES[name] || most < least || most > 2000) throw new RangeError(`no shape: ${shape}`);
    parts.push({ class: name, least, most });
    from = match.index + match[0].length;
  }
  literal(text.length);
  if (parts.some((part) => part.literal?.includes('{') === true)) throw new RangeError(`no shape: ${shape}`);
  return parts;
}

/** The same as a regular expression: no nesting, no alternatives, every repetition bounded. */
export function shapeSource(parts: readonly ShapePart[]): string {
  return parts.map(sourceOf).join('');
}

function sourceOf({ literal, class: name, least, most }: ShapePart): string {
  if (literal !== undefined) return literal.replaceAll(/[.*+?^$()|[\]\\/]/g, '\\$&');
  return `[${CLASSES[name ?? ''] ?? ''}]{${least === most ? least : `${least},${most}`}}`;
}

export interface Anchor {
  /** Literal text by which it is looked for. */
  readonly literal: string;
  /** What stands before it and from it on. */
  readonly before: readonly ShapePart[];
  readonly from: readonly ShapePart[];
}

/** Where a shape is looked up: its first literal text when that is long enough to be rare, else its longest. */
export function anchorOf(shape: string): Anchor {
  const parts = readShape(shape);
  const literals = parts.filter((part) => part.literal !== undefined && part.literal.length >= 3);
  const best = parts[0]?.literal !== undefined && literals[0] === parts[0] ? parts[0] : literals.toSorted((a, b) => b.least - a.least)[0];
  if (best?.literal === undefined) throw new RangeError(`nothing to look for in the shape ${shape}`);
  const at = parts.indexOf(best);
  return { literal: best.literal, before: parts.slice(0, at), from: parts.slice(at) };
}

/** A value of this shape, from a source of characters: never written down, always made. */
export function sampleOf(shape: string, pick: (alphabet: string) => string, longest = false): string {
  return readShape(shape)
    .map(({ literal, class: name, least, most }) => {
      if (literal !== undefined) return literal;
      const alphabet = alphabetOf(CLASSES[name ?? ''] ?? '');
      return Array.from({ length: longest ? most : least }, () => pick(alphabet)).join('');
    })
    .join('');
}

function alphabetOf(set: string): string {
  let all = '';
  for (let index = 0; index < set.length; index++) {
    const last = set[index + 1] === '-' ? set.codePointAt(index + 2) : undefined;
    if (last === undefined) all += set[index] ?? '';
    else {
      for (let code = set.codePointAt(index) ?? 0; code <= last; code++) all += String.fromCodePoint(code);
      index += 2;
    }
  }
  return all;
}
