/** Random numbers that are the same for the same seed: a whole number below `below`. */
export type Random = (below: number) => number;

/** Mulberry32: small, fast, good enough to wander over inputs. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** What breaks parsers: separators, quotes, escapes, control characters, look-alikes, halves of characters, numbers at the edge. */
const SPITEFUL = [
  ...Array.from(' \t\r\n\0;:,.=/\\"\'%{}()[]<>&|*+-~?@#$^`_!\u007f\u00a0\u200b\u2028\u202e\ufeff\ufffd\u00e9\u0430\u4e2d'),
  '\ud800',
  '\udfff',
  '😀',
  '\x1b[31m',
  '</script>',
  '<!--',
  ']]>',
  '%00',
  '%s',
  '%{i}',
  '../',
  '__proto__',
  'constructor',
  '0',
  '-1',
  '4294967296',
  '9007199254740993',
  '1e309',
  'NaN',
  'null',
] as const;

const pick = <T>(items: readonly T[], random: Random, otherwise: T): T => items[random(items.length)] ?? otherwise;

/** `count` inputs: random characters, and samples changed a little or a lot. About one in 400 is near `most` characters long. */
export function* inputs(samples: readonly string[], random: Random, count: number, most = 65_535): Generator<string> {
  for (let at = 0; at < count; at++) {
    const kind = random(400);
    if (kind === 0) yield long(samples, random, most);
    else if (kind < 60 || samples.length === 0) yield noise(random, random(200));
    else yield changed(samples, random).slice(0, most);
  }
}

function noise(random: Random, length: number): string {
  let text = '';
  for (let at = 0; at < length; at++) {
    const kind = random(10);
    text += kind === 0 ? pick(SPITEFUL, random, ' ') : String.fromCharCode(kind < 8 ? random(256) : random(65_536));
  }
  return text;
}

function changed(samples: readonly string[], random: Random): string {
  let text = pick(samples, random, '');
  for (let rounds = 1 + random(6); rounds > 0; rounds--) text = CHANGES[random(CHANGES.length)]?.(text, random, samples) ?? text;
  return text;
}

/** A piece of a sample over and over, the right beginning before it in half of the cases. */
function long(samples: readonly string[], random: Random, most: number): string {
  const sample = changed(samples, random).slice(0, 2000);
  const from = random(sample.length + 1);
  const piece = sample.slice(from, from + 1 + random(40)) || pick(SPITEFUL, random, 'x');
  const head = random(2) === 0 ? '' : pick(samples, random, '').slice(0, random(60));
  return (head + piece.repeat(Math.ceil(most / piece.length))).slice(0, random(8) === 0 ? most : random(most));
}

type Change = (text: string, random: Random, samples: readonly string[]) => string;
const spot = (text: string, random: Random): number => random(text.length + 1);
const insert = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at);

const CHANGES: readonly Change[] = [
  (text, random) => insert(text, spot(text, random), pick(SPITEFUL, random, ' ')),
  (text, random) => insert(text, spot(text, random), noise(random, 1 + random(6))),
  (text, random) => {
    const at = spot(text, random);
    return text.slice(0, at) + text.slice(at + 1 + random(8));
  },
  (text, random) => text.slice(0, spot(text, random)),
  (text, random) => text.slice(spot(text, random)),
  (text, random) => {
    const at = spot(text, random);
    const piece = text.slice(at, at + 1 + random(30));
    return insert(text, spot(text, random), piece.repeat(1 + random(4)));
  },
  (text, random, samples) => {
    const other = pick(samples, random, '');
    return text.slice(0, spot(text, random)) + other.slice(spot(other, random));
  },
  (text, random) => {
    const at = spot(text, random);
    return text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random(8))) + text.slice(at + 1);
  },
  (text, random) => {
    const at = spot(text, random);
    const to = at + random(20);
    const piece = text.slice(at, to);
    return text.slice(0, at) + (random(2) === 0 ? piece.toUpperCase() : piece.toLowerCase()) + text.slice(to);
  },
  (text, random) => insert(text, spot(text, random), pick(['(', '[', '{', 'a', '0', '.', ' ', '\\', '"', '%', '-'], random, 'a').repeat(1 + random(300))),
  (text, random) => text.replace(/\d+/, () => pick(['0', '00', '-1', '256', '65536', '4294967295', '99999999999999999999', ''], random, '0')),
];
