import { describe, expect, it } from 'vitest';
import { mergeSpf } from './spf-edit.ts';
import { isSpf, parseSpf, printSpf, resemblesSpf, SPF_MECHANISMS } from './spf.ts';
import { domainValues, fillDomainSpec } from './spf-macro.ts';

/** text → faults as `position term`, the position to the character; none: fine. */
const RECORDS: readonly (readonly [string, ...string[]])[] = [
  ['v=spf1'],
  ['v=spf1 -all'],
  ['V=SPF1  a  MX ~ALL '],
  ['v=spf1 a:example.com/24 mx/24//64 a//64 mx:mail.example.com//48 ?all'],
  ['v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.7 ip6:2001:db8::/32 ip6:::1 ip6:2001:db8::192.0.2.1 -all'],
  ['v=spf1 include:_spf.example.com redirect=other.example.com exp=why.example.com'],
  ['v=spf1 exists:%{ir}.%{v}._spf.%{d2} include:%{d} a:%{l1r-}.example.com -all'],
  ['v=spf1 ptr ptr:example.com moo=anything%%%_%- unknown-mod.x=%{i} -all'],
  ['v=spf1 -all google-site-verification=abc'],
  ['v=spf1 include:example.com. ~all'],
  ['v=spf1 include:spf.example.com, include:b.example ~all', '30 include:spf.example.com,'],
  ['v=spf1 include ~all', '14 include'],
  ['v=spf1 include: x.example ~all', '15 include:', '16 x.example'],
  ['v=spf1 include=_spf.example.com a:foo:bar/baz.example.com/24//64 exists:%{d} ~all'],
  ['v=spf1 a:a..b a:.x a:%{d}.x a:%{i}%{d}/24 mx:x.1-2 ~all'],
  [
    'v=spf1 a:x.example/ab a:x.example/24/64 a:192.0.2.1 a:museum. exp=%{r}.x x=%{t} a:x%%_ ?all',
    '18 a:x.example/ab',
    '36 a:x.example/24/64',
    '42 a:192.0.2.1',
    '54 a:museum.',
    '66 exp=%{r}.x',
    '75 x=%{t}',
    '82 a:x%%_',
  ],
  ['v=spf1 ip4:2001:db8::1 -all', '11 ip4:2001:db8::1'],
  ['v=spf1 ip6:192.0.2.1 -all', '11 ip6:192.0.2.1'],
  [
    'v=spf1 ip4:192.0.2.256 ip4:192.0.2 ip4:192.0.2.1/33 ip4:192.0.2.1/ -all',
    '11 ip4:192.0.2.256',
    '27 ip4:192.0.2',
    '49 ip4:192.0.2.1/33',
    '66 ip4:192.0.2.1/',
  ],
  ['v=spf1 ip4 ip6: -all', '10 ip4', '15 ip6:'],
  ['v=spf1 ipv4:192.0.2.1 -all', '7 ipv4:192.0.2.1'],
  ['v=spf1 192.0.2.1 -all', '7 192.0.2.1'],
  ['v=spf1 all: -all.', '10 all:', '16 -all.'],
  ['v=spf1 a:localhost a:example.123 a:-x.-y -all', '9 a:localhost', '29 a:example.123', '38 a:-x.-y'],
  [
    'v=spf1 exists:%{q}.x.example exists:%(i).x exists:%{i0}.x.example a:x.%zz -all',
    '14 exists:%{q}.x.example',
    '36 exists:%(i).x',
    '50 exists:%{i0}.x.example',
    '70 a:x.%zz',
  ],
  ['v=spf1 redirect=a.example redirect=b.example', '26 redirect=b.example'],
  ['v=spf1 redirect= a/40 mx//129 a/024', '16 redirect=', '18 a/40', '24 mx//129', '31 a/024'],
  ['v=spf1 a\tmx -all', '8 a\tmx'],
  ['v=spf1 inclüde:x.example “include:y.example” -all', '7 inclüde:x.example', '25 “include:y.example”'],
];

describe('parseSpf', () => {
  it.each(RECORDS)('reads %j', (text, ...faults) => {
    expect(parseSpf(text).faults.map(({ at, term }) => `${at} ${term}`)).toEqual(faults);
    for (const { at, term, says } of parseSpf(text).faults) {
      expect(says.length).toBeGreaterThan(10);
      expect(text.indexOf(term)).toBeLessThanOrEqual(at);
    }
  });

  it('keeps what a mechanism says', () => {
    expect(parseSpf('v=spf1 ~mx:mail.example/28//64').terms).toEqual([
      { kind: 'mechanism', name: 'mx', qualifier: '~', value: 'mail.example', prefix4: 28, prefix6: 64, text: '~mx:mail.example/28//64', at: 7 },
    ]);
  });

  it('tells SPF from what only resembles it', () => {
    for (const text of ['v=spf1', 'v=spf1 -all', 'V=sPf1 a']) expect([isSpf(text), resemblesSpf(text)]).toEqual([true, false]);
    for (const text of [' v=spf1 -all', '"v=spf1 -all"', 'v=spf1; a', 'v = spf1 a', 'v=spf1-all', 'spf1 include:x.example', 'v=spf -all', 'v=spf2 a'])
      expect([text, isSpf(text), resemblesSpf(text)]).toEqual([text, false, true]);
    for (const text of ['spf2.0/pra -all', 'google-site-verification=x', 'spf', '', 'we use spf here', 'v=DMARC1; p=none'])
      expect([text, isSpf(text), resemblesSpf(text)]).toEqual([text, false, false]);
  });
});

describe('properties', () => {
  const random = seeded(7208);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const PIECES = [
    ...SPF_MECHANISMS,
    '+',
    '-',
    '~',
    '?',
    ':',
    '/',
    '//',
    '=',
    ' ',
    '  ',
    '.',
    ',',
    '%',
    '%{',
    '}',
    '%{d2r}',
    'redirect=',
    'x.example',
    '192.0.2.1',
    '2001:db8::',
    '24',
    '999',
    '"',
    '\u0000',
    'é',
    '\ud800',
    'all',
  ];

  it('never throws, and printing then parsing is stable', () => {
    for (let round = 0; round < 1000; round++) {
      const text = `${random() < 0.9 ? 'v=spf1 ' : ''}${Array.from({ length: Math.floor(random() * 14) }, () => pick(PIECES)).join('')}`;
      const { terms } = parseSpf(text);
      const printed = printSpf(terms);
      expect(parseSpf(printed).faults).toEqual([]);
      expect(printSpf(parseSpf(printed).terms)).toBe(printed);
      const merged = mergeSpf([text]) ?? 'v=spf1 ~all';
      expect(parseSpf(merged).faults).toEqual([]);
      expect(mergeSpf([merged])).toBe(merged);
    }
  });
});

describe('mergeSpf', () => {
  const MERGES: readonly [string, readonly string[], string | undefined, string[]?][] = [
    [
      'two records',
      ['v=spf1 include:a.example -all', 'v=spf1 mx include:A.example include:b.example ~all'],
      'v=spf1 include:a.example mx include:b.example ~all',
    ],
    ['all strict', ['v=spf1 a -all', 'v=spf1 mx -all'], 'v=spf1 a mx -all'],
    ['open end', ['v=spf1 a +all'], 'v=spf1 a ~all'],
    ['no end', ['v=spf1 a ?all'], 'v=spf1 a ~all'],
    ['text behind all', ['v=spf1 a -all include:b.example site=x'], 'v=spf1 a include:b.example -all'],
    ['a redirect alone stays', ['v=spf1 redirect=a.example'], 'v=spf1 redirect=a.example'],
    ['a redirect becomes an include', ['v=spf1 redirect=a.example', 'v=spf1 mx ~all'], 'v=spf1 mx ~all'],
    [
      'slips',
      ['v=spf1 include: a.example, ipv4:192.0.2.1 ip4:2001:db8::1 include=b.example 192.0.2.9 -all'],
      'v=spf1 include:a.example ip4:192.0.2.1 ip6:2001:db8::1 include:b.example ip4:192.0.2.9 -all',
    ],
    ['quotes', ['"v=spf1" "include:a.example" ~all'], 'v=spf1 include:a.example ~all'],
    ['an addition', ['v=spf1 a ~all'], 'v=spf1 a include:b.example ~all', ['b.example']],
    ['something that leaves open what was meant', ['v=spf1 incl:a.example ~all'], undefined],
  ];
  it.each(MERGES)('%s', (_name, texts, merged, includes) => {
    expect(mergeSpf(texts, includes ?? [])).toBe(merged);
  });
});

describe('fillDomainSpec', () => {
  it.each([
    ['_spf.%{d}', '_spf.mail.example.com'],
    ['%{d2}.x', 'example.com.x'],
    ['%{dr}.x', 'com.example.mail.x'],
    ['%{i}._spf.%{d}', undefined],
    ['A.Example.', 'A.Example'],
  ])('%s', (spec, filled) => {
    expect(fillDomainSpec(spec, domainValues('mail.example.com', 'mail.example.com'))).toBe(filled);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
