import { inputs, seededRandom } from './mutate.ts';

/** A parser that must survive anything. */
export interface FuzzedParser {
  /** File below `src/formats` that it comes from, without `.ts`. */
  readonly file: string;
  /** The function. */
  readonly name: string;
  /** Real inputs; they are changed at random. Bytes are given as one character per byte. */
  readonly samples: readonly string[];
  /** Reads one input; throws only what `refuses` allows. */
  readonly read: (input: string) => unknown;
  /** What it found wrong and where; each place must lie in the input. */
  readonly faults: (said: never) => readonly { readonly at: number }[];
  /** Error that its documentation promises for input it cannot read. */
  readonly refuses: ((error: unknown) => boolean) | undefined;
}
/** One input that a parser did not survive. */
export interface Casualty {
  readonly parser: string;
  readonly input: string;
  readonly why: string;
}

interface Definition<T> {
  readonly file: string;
  readonly name: string;
  readonly samples: readonly string[];
  readonly read: (input: string) => T;
  readonly faults?: (said: T) => readonly { readonly at: number }[];
  readonly refuses?: (error: unknown) => boolean;
}

/** Declares one line of the table. */
export function fuzzed<T>(definition: Definition<T>): FuzzedParser {
  return { refuses: undefined, faults: () => [], ...definition };
}

/** Any case is done well within this, 64 kB included; measured again as processor time before it counts. */
const MOST_MS = 250;
/** What is said may be this many times as long as what was read, and a little more. */
const MOST_GROWTH = 40;
const MOST_OWN = 20_000;
const MOST_CASUALTIES = 5;

/** Runs seeded cases through one parser; at most five casualties are told. The same seed gives the same cases. */
export function fuzz(parser: FuzzedParser, cases: number, seed: number, mostMs = MOST_MS): Casualty[] {
  const casualties: Casualty[] = [];
  for (const input of inputs(parser.samples, seededRandom(seed ^ hash(parser.name)), cases)) {
    const why = survive(parser, input, mostMs);
    if (why !== undefined) casualties.push({ parser: `${parser.file}:${parser.name}`, input, why });
    if (casualties.length >= MOST_CASUALTIES) break;
  }
  return casualties;
}

function survive(parser: FuzzedParser, input: string, mostMs: number): string | undefined {
  const started = performance.now();
  let said: unknown;
  try {
    said = parser.read(input);
  } catch (error) {
    return parser.refuses?.(error) === true ? undefined : `threw ${String(error)}`;
  }
  if (performance.now() - started > mostMs && Math.min(msOf(parser, input), msOf(parser, input)) > mostMs) return `took more than ${mostMs} ms`;
  const most = MOST_OWN + MOST_GROWTH * input.length;
  if (sizeOf(said, most) > most) return `said more than ${most} characters about ${input.length}`;
  const outside = parser.faults(said as never).find(({ at }) => !(Number.isInteger(at) && at >= 0 && at <= input.length));
  return outside ? `named place ${outside.at} in ${input.length} characters` : undefined;
}

/** Processor time, which does not grow because other programs run. */
function msOf(parser: FuzzedParser, input: string): number {
  const before = process.cpuUsage();
  parser.read(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Characters and nodes of a plain value, counted until `most`; objects with a class of their own count as one. */
function sizeOf(value: unknown, most: number): number {
  const open: unknown[] = [value];
  let size = 0;
  while (open.length > 0 && size <= most) {
    const next = open.pop();
    size += typeof next === 'string' ? next.length : 1;
    if (Array.isArray(next) || next instanceof Set) open.push(...[...next].slice(0, most));
    else if (typeof next === 'object' && next !== null && Object.getPrototypeOf(next) === Object.prototype) open.push(...Object.values(next));
  }
  return size;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
