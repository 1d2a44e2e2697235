import { describe, expect, it } from 'vitest';
import { effectivePolicy, isDmarc, parseDmarc, printDmarc, resemblesDmarc, subdomainPolicy } from './dmarc.ts';
import { walkNames } from './dmarc-walk.ts';

const FAULTS: readonly (readonly [text: string, faults: readonly number[], oddities: readonly number[]])[] = [
  ['v=DMARC1; p=reject; rua=mailto:a@acme.test', [], []],
  ['v = DMARC1 ;\tp = Quarantine;; sp=none ;np=reject;t=y;psd=n; adkim=s; aspf=R', [], []],
  ['v=DMARC1', [], []],
  ['v=DMARC1; p=reject; unknown=1; fo=1:d:s', [], []],
  ['v=DMARC1; p=reject; pct=50; rf=afrf; ri=3600', [], [20, 28, 37]],
  ['v=DMARC1; P=reject; Rua=mailto:a@acme.test; FO=1', [], [10, 20, 44]],
  ['v=DMARC1; p=block; sp=; np=no', [], [10, 19, 24]],
  ['v=DMARC1; p=none; p=reject', [18], []],
  ['v=DMARC1; p=none; reports please', [], [18]],
  ['v=DMARC1; p=none "rua=mailto:a@acme.test"', [], [10]],
  ['p=none; v=DMARC1', [0], []],
  ['v=DMARC2; p=none', [0], []],
];

describe('parseDmarc', () => {
  it.each(FAULTS)('%s', (text, faults, oddities) => {
    const record = parseDmarc(text);
    expect(record.faults.map(({ at }) => at)).toEqual(faults);
    expect(record.oddities.map(({ at }) => at).sort((a, b) => a - b)).toEqual(oddities);
  });

  it('reads every tag of RFC 9989', () => {
    const { tags: _tags, ...record } = parseDmarc(
      'v=DMARC1; p=Reject; sp=quarantine; np=none; psd=y; t=y; rua=mailto:a@Acme.Test!10m, x; ruf=https://acme.test; adkim=s; aspf=s',
    );
    expect(record).toEqual({
      p: 'reject',
      sp: 'quarantine',
      np: 'none',
      psd: 'y',
      testing: true,
      rua: [
        { text: 'mailto:a@Acme.Test!10m', host: 'acme.test' },
        { text: 'x', fault: expect.any(String) },
      ],
      ruf: [{ text: 'https://acme.test', fault: expect.any(String) }],
      adkim: 's',
      aspf: 's',
      policyUnusable: false,
      faults: [],
      oddities: [],
    });
  });

  it('falls back as receivers do', () => {
    const fallBack = (text: string) => [
      effectivePolicy(parseDmarc(text)),
      subdomainPolicy(parseDmarc(text)).existing,
      subdomainPolicy(parseDmarc(text)).missing,
    ];
    expect(fallBack('v=DMARC1')).toEqual(['none', 'none', 'none']);
    expect(fallBack('v=DMARC1; p=reject')).toEqual(['reject', 'reject', 'reject']);
    expect(fallBack('v=DMARC1; p=reject; sp=none')).toEqual(['reject', 'none', 'none']);
    expect(fallBack('v=DMARC1; p=none; np=reject')).toEqual(['none', 'none', 'reject']);
  });

  it('tells DMARC from what only resembles it', () => {
    for (const text of ['v=DMARC1', 'v=DMARC1;p=none', 'v = DMARC1 ; p=none']) expect([text, isDmarc(text), resemblesDmarc(text)]).toEqual([text, true, false]);
    for (const text of [
      'v=dmarc1; p=none',
      ' v=DMARC1; p=none',
      '"v=DMARC1; p=none"',
      'v:DMARC1',
      'DMARC1; p=none',
      'p=reject; v=DMARC1',
      'v=DMARC1.0; p=none',
    ])
      expect([text, isDmarc(text), resemblesDmarc(text)]).toEqual([text, false, true]);
    for (const text of ['v=spf1 -all', '', 'v=DKIM1; p=abc', 'V=DKIM1']) expect([text, isDmarc(text), resemblesDmarc(text)]).toEqual([text, false, false]);
  });

  it('never throws, and printing then parsing is stable', () => {
    let state = 9989;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const PIECES = [
      'v',
      '=',
      ';',
      ' ',
      'DMARC1',
      'p',
      'sp',
      'none',
      'reject',
      'rua',
      'mailto:',
      'a@acme.test',
      ',',
      '!',
      '10m',
      '\t',
      '\u0000',
      'é',
      '"',
      'pct',
      '5',
      '=',
    ];
    for (let round = 0; round < 1000; round++) {
      const text = `${random() < 0.7 ? 'v=DMARC1;' : ''}${Array.from({ length: Math.floor(random() * 16) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('')}`;
      const { tags } = parseDmarc(text);
      const again = parseDmarc(printDmarc(tags)).tags;
      expect(again.map(({ name, value }) => [name, value])).toEqual(tags.map(({ name, value }) => [name, value]));
    }
  });
});

describe('walkNames', () => {
  it.each([
    ['acme.test', ['acme.test', 'test']],
    ['a.b.c.d.e.f.g.h.test', ['a.b.c.d.e.f.g.h.test', 'c.d.e.f.g.h.test', 'd.e.f.g.h.test', 'e.f.g.h.test', 'f.g.h.test', 'g.h.test', 'h.test', 'test']],
  ])('%s', (domain, names) => {
    expect(walkNames(domain)).toEqual(names);
  });
});
