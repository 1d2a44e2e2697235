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
const PART = /^(\d{1,4})(?:-(\d{1,4}))?([A-Za-z])$/;
const MOST_REPEATED = 2000;
const UUID = '{8h}-{4h}-{4h}-{4h}-{12h}';
interface ShapePart {
  readonly literal?: string;
  readonly class?: string;
  readonly least: number;
  readonly most: number;
}

const known = new Map<string, readonly ShapePart[]>();

/** Throws for what is no shape: rules are data of ours, and a test reads them all. */
export function readShape(shape: string): readonly ShapePart[] {
  const before = known.get(shape);
  if (before) return before;
  const text = shape.replaceAll('{uuid}', UUID);
  const parts: ShapePart[] = [];
  let from = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    if (open > from) parts.push(literalPart(text.slice(from, open)));
    const close = text.indexOf('}', open);
    if (close < 0) throw new RangeError(`no shape: ${shape}`);
    parts.push(repeated(text.slice(open + 1, close), shape));
    from = close + 1;
  }
  if (from < text.length) parts.push(literalPart(text.slice(from)));
  known.set(shape, parts);
  return parts;
}

function literalPart(literal: string): ShapePart {
  return { literal, least: literal.length, most: literal.length };
}

/** `40-60a` */
function repeated(part: string, shape: string): ShapePart {
  const match = PART.exec(part);
  const least = Number(match?.[1]);
  const most = Number(match?.[2] ?? least);
  const name = match?.[3] ?? '';
  if (!match || !CLASSES[name] || most < least || most > MOST_REPEATED) throw new RangeError(`no shape: ${shape}`);
  return { class: name, least, most };
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
  let best = -1;
  let most = 2;
  for (const [index, { literal = '' }] of parts.entries()) {
    if (literal.length > most) [best, most] = [index, literal.length];
    if (best === 0) break;
  }
  const { literal } = parts[best] ?? {};
  if (literal === undefined) throw new RangeError(`nothing to look for in the shape ${shape}`);
  return { literal, before: parts.slice(0, best), from: parts.slice(best) };
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
