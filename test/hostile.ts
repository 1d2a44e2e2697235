/** Strings made to break out of a report, and a way to put them everywhere into an assessment. */

/** Keys whose values are fixed words of the model; everything else in an assessment is treated as text from outside. */
const FIXED = new Set([
  'schema',
  'class',
  'impact',
  'grade',
  'reach',
  'stage',
  'stages',
  'outcome',
  'kind',
  'op',
  'decision',
  'state',
  'language',
  'key',
  'by',
  'impactOrder',
  'role',
]);
const FIXED_PATHS = [/^\$\.profile\.id$/u, /^\$\.tool\.name$/u];
/** `by` is a word in the profile and a name in an attestation. */
const NAMES = [/^\$\.attestations\.\d+\.by$/u];

export const HOSTILE: readonly string[] = [
  '\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007\u001b[2J',
  '\u009b31m C1 \u009d0;title\u009c',
  '</script><script>alert(1)</script>',
  '</style></title></textarea><img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!-- --> ]]> <![CDATA[ <?xml ?> &lt; &amp; &#x3c; &nbsp;',
  '%0A::error file=a,line=1::pwned%0D%0A',
  '\n::error::pwned\r\n::set-output name=x::y',
  '::stop-commands::x',
  '| a | b |\n|---|---|',
  '`code` ``` ```` fence\n```\n# heading\n```',
  '[link](javascript:alert(1)) ![img](http://evil.example/x.png) <http://evil.example> http://evil.example www.evil.example a@evil.example',
  '# not a heading\n- not a list\n1. no\n> no\n---\n===\n    indented',
  '@everyone #1 GH-1 *bold* _it_ ~~no~~ $math$ :smile: \\ \\| [x]: http://evil.example',
  '\u202egnp.exe\u202c \u2066isolated\u2069 \u200b\u200d\ufeff\u2028\u2029\u00ad',
  '\ud800 lone \udc00',
  '\u0000\u0007\u0008\u007f\u0085 bell',
  '漢字かな 👩‍👩‍👧‍👦 e\u0301\u0301\u0301 Ｗｉｄｅ ﷽',
  '${process.env.HOME} {{ 7*7 }} %s %n $(id) `id` ; rm -rf / && || \' "',
  'a'.repeat(1000),
  'long words '.repeat(80),
  '__proto__',
  '',
  '   ',
];

/** A copy of a value in which every string that is not one of the model's own words went through `change`. */
export function mapOutside<T>(value: T, change: (text: string, path: string) => string, path = '$'): T {
  if (typeof value === 'string') return (isFixed(path) ? value : change(value, path)) as T;
  if (Array.isArray(value)) return value.map((item, at) => mapOutside(item as unknown, change, `${path}.${at}`)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapOutside(item as unknown, change, `${path}.${key}`)])) as T;
}

function isFixed(path: string): boolean {
  if (NAMES.some((name) => name.test(path)) || /^\$\.profile\.stages\.\d+\.title$/u.test(path)) return false;
  return FIXED_PATHS.some((fixed) => fixed.test(path)) || path.split('.').some((key) => FIXED.has(key));
}

/** Numbers in [0, 1) from a seed: the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ALPHABET = [
  '\u001b',
  '\u009b',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '|',
  '\\',
  '%',
  ':',
  '/',
  '!',
  '[',
  ']',
  '(',
  ')',
  '#',
  '*',
  '_',
  '~',
  '=',
  '-',
  '+',
  '.',
  '@',
  '$',
  '{',
  '}',
  ';',
  ',',
  ' ',
  'a',
  'b',
  'script',
  'img',
  'onerror',
  'http://',
  'www.',
  '::error::',
  ']]>',
  '\u202e',
  '\u2028',
  '\ud83d',
  '👍',
  '漢',
  '\u00e9',
  '%0A',
  '1. ',
  '---',
];

/** Random hostile text: known attacks mixed with runs of special characters. */
export function hostileText(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (random() < 0.3) return pick(HOSTILE);
  return Array.from({ length: Math.floor(random() * 40) }, () => pick(ALPHABET)).join('');
}
