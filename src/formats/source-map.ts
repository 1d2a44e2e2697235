/** A place in a text: line and column from 0, the column in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface SourceModule {
  /** As a person knows it: `src/lib/model.ts`. */
  readonly name: string;
  /** Its text, when the map holds it. */
  readonly content: string | undefined;
}

interface Part {
  readonly from: TextPlace;
  /** Number of its first module. */
  readonly first: number;
  readonly mappings: string;
}

export interface SourceMap {
  readonly modules: readonly SourceModule[];
  readonly parts: readonly Part[];
}

const MOST_CHARACTERS = 40_000_000;
const MOST_MODULES = 20_000;
const MOST_PARTS = 20_000;

/** Reads a source map (ECMA-426), also one made of sections. Nothing for what is none. Never throws. */
export function readSourceMap(text: string): SourceMap | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const json = parse(text.replace(/^\)\]\}'[^\n]*\n?/, ''));
  if (!isRecord(json)) return undefined;
  const modules: SourceModule[] = [];
  const parts: Part[] = [];
  const sections: readonly unknown[] = Array.isArray(json['sections']) ? json['sections'] : [{ offset: { line: 0, column: 0 }, map: json }];
  for (const section of sections.slice(0, MOST_PARTS)) addPart(section, modules, parts);
  return parts.length === 0 ? undefined : { modules, parts };
}

function addPart(section: unknown, modules: SourceModule[], parts: Part[]): void {
  if (!isRecord(section) || !isRecord(section['map'])) return;
  const { map, offset } = section;
  const { sources, sourcesContent, mappings, sourceRoot } = map;
  if (!Array.isArray(sources) || modules.length + sources.length > MOST_MODULES) return;
  const at = isRecord(offset) ? offset : {};
  const root = typeof sourceRoot === 'string' ? sourceRoot : '';
  parts.push({
    from: { line: wholeNumber(at['line']), column: wholeNumber(at['column']) },
    first: modules.length,
    mappings: typeof mappings === 'string' ? mappings : '',
  });
  const contents: readonly unknown[] = Array.isArray(sourcesContent) ? sourcesContent : [];
  for (const [index, source] of sources.entries()) {
    const content = contents[index];
    modules.push({ name: moduleName(typeof source === 'string' ? `${root}${source}` : ''), content: typeof content === 'string' ? content : undefined });
  }
}

/** The name of a module without what bundlers put before it and without the way out of the build folder. */
export function moduleName(source: string): string {
  const path = source
    .slice(0, 1000)
    .replace(/^[a-z-]+:\/\/(?:[^/]*\/)?/i, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '')
    .replace(/^(?:\.{1,2}\/)+/, '')
    .replace(/^(?:\[project\]|\[root-of-the-server\])\//, '');
  // Of a path on the machine that built it, no more than the end.
  const parts = path.split('/');
  const known = parts.findLastIndex((part) => part === 'node_modules');
  return known >= 0 ? parts.slice(known).join('/') : parts.slice(-6).join('/');
}

/** The module and the place in it that a place in the built file was made from. */
export function originOf(map: SourceMap, place: TextPlace): { readonly module: number; readonly place: TextPlace } | undefined {
  const part = map.parts.findLast(({ from }) => isBefore(from, place) || (from.line === place.line && from.column === place.column));
  if (!part) return undefined;
  const line = place.line - part.from.line;
  const found = segmentAt(part.mappings, { line, column: line === 0 ? place.column - part.from.column : place.column });
  const module = found === undefined ? -1 : part.first + found.source;
  return found && map.modules[module] ? { module, place: { line: found.line, column: found.column } } : undefined;
}

const isBefore = (a: TextPlace, b: TextPlace): boolean => a.line < b.line || (a.line === b.line && a.column < b.column);

interface Segment {
  readonly source: number;
  readonly line: number;
  readonly column: number;
}

const DIGITS = new Int8Array(128).fill(-1);
for (const [value, digit] of Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').entries()) DIGITS[digit.charCodeAt(0)] = value;

/** The last segment that begins at or before the place, on its line. Numbers are relative to those before, so that all of the text before is read. */
function segmentAt(mappings: string, place: TextPlace): Segment | undefined {
  const totals = [0, 0, 0, 0, 0];
  let [line, field, value, shift] = [0, 0, 0, 0];
  let best: Segment | undefined;
  const settle = (): boolean => {
    const column = totals[0] ?? 0;
    if (field > 0 && line === place.line && column > place.column) return false;
    if (field >= 4 && line === place.line) best = { source: totals[1] ?? 0, line: totals[2] ?? 0, column: totals[3] ?? 0 };
    else if (field === 1 && line === place.line) best = undefined;
    field = 0;
    return true;
  };
  for (let at = 0; at < mappings.length; at++) {
    const code = mappings.charCodeAt(at);
    if (code === 59 || code === 44) {
      if (!settle()) return best;
      if (code === 44) continue;
      if (line === place.line) return best;
      line++;
      totals[0] = 0;
      continue;
    }
    const digit = DIGITS[code] ?? -1;
    if (digit < 0) return undefined;
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if ((digit & 32) !== 0) {
      if (shift > 30) return undefined;
      continue;
    }
    if (field < totals.length) totals[field] = (totals[field] ?? 0) + (value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
    field++;
    value = 0;
    shift = 0;
  }
  settle();
  return best;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wholeNumber(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}
