import { describe, expect, it } from 'vitest';
import { coversMx, isMtaSts, parseMtaStsPolicy, parseMtaStsRecord, printMtaStsPolicy } from './mta-sts.ts';

const SOUND = 'version: STSv1\r\nmode: enforce\r\nmx: mail.acme.test\r\nmx: *.mail.acme.test\r\nmax_age: 604800\r\n';

describe('MTA-STS record', () => {
  it.each([
    ['v=STSv1; id=20261125T000000;', '20261125T000000', 0],
    ['v=STSv1;id=1', '1', 0],
    ['v=STSv1; id=1; more=x', '1', 0],
    ['v=STSv1', null, 1],
    ['v=STSv1; id=', null, 1],
    ['v=STSv1; id=2026-11-25', null, 1],
    [`v=STSv1; id=${'1'.repeat(33)}`, null, 1],
    ['v=STSv1; id=1; id=2', '1', 1],
    ['v=stsv1; id=1', '1', 1],
  ] as const)('%s', (text, id, faults) => {
    const record = parseMtaStsRecord(text);
    expect([record.id, record.faults.length]).toEqual([id, faults]);
  });

  it('tells it from other texts', () => {
    expect(['v=STSv1;', 'v=STSv1 ; id=1', 'v=STSv10; id=1', 'V=STSv1; id=1', ' v=STSv1; id=1', 'v=spf1 -all'].map(isMtaSts)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('MTA-STS policy', () => {
  it('reads what RFC 8461 shows', () => {
    expect(parseMtaStsPolicy(SOUND)).toEqual({ mode: 'enforce', maxAge: 604_800, mx: ['mail.acme.test', '*.mail.acme.test'], faults: [] });
    expect(parseMtaStsPolicy(SOUND.replaceAll('\r', '')).faults).toEqual([]);
    expect(parseMtaStsPolicy('version: STSv1\nmode: none\nmax_age: 86400\n').faults).toEqual([]);
    expect(parseMtaStsPolicy(`${SOUND}unknown_key: x y z\nmode: testing\n`)).toMatchObject({ mode: 'enforce', faults: [] });
  });

  it.each([
    ['nothing', '', [0, 0, 0, 0]],
    ['a page', '<!doctype html>\n<html></html>', [1, 2, 0, 0, 0, 0]],
    ['no version', SOUND.replace('version: STSv1\r\n', ''), [0]],
    ['another version', SOUND.replace('STSv1', 'STSv2'), [1]],
    ['an unknown mode', SOUND.replace('enforce', 'on'), [2]],
    ['too old', SOUND.replace('604800', '99999999'), [5]],
    ['no number', SOUND.replace('604800', 'a week'), [5]],
    ['a star inside', SOUND.replace('*.mail', 'mail.*'), [4]],
    ['no mx', SOUND.replace(/mx:.*\r\n/g, ''), [0]],
    ['commas', SOUND.replace('mail.acme.test\r\n', 'mail.acme.test, b.acme.test\r\n'), [3]],
  ] as const)('%s', (_name, text, lines) => {
    expect(parseMtaStsPolicy(text).faults.map(({ line }) => line)).toEqual(lines);
  });

  it('fits hosts as senders do', () => {
    expect(coversMx('mail.acme.test', 'Mail.ACME.test.')).toBe(true);
    expect(coversMx('*.acme.test', 'mail.acme.test')).toBe(true);
    expect(coversMx('*.acme.test', 'a.mail.acme.test')).toBe(false);
    expect(coversMx('*.acme.test', 'acme.test')).toBe(false);
    expect(coversMx('acme.test', 'mail.acme.test')).toBe(false);
  });

  it('never throws; what is printed is read back the same', () => {
    let state = 8461;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const PIECES = [
      'version',
      'mode',
      'mx',
      'max_age',
      ': ',
      ':',
      '\n',
      '\r\n',
      'STSv1',
      'enforce',
      'none',
      '*.',
      'acme.test',
      '604800',
      '-1',
      '\u0000',
      'é',
      ' ',
      ';',
      'v=STSv1;',
      'id=1',
    ];
    for (let round = 0; round < 1000; round++) {
      const text = Array.from({ length: Math.floor(random() * 30) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      parseMtaStsRecord(text);
      const { mode, maxAge, mx } = parseMtaStsPolicy(text);
      const whole = { mode: mode ?? 'testing', maxAge: maxAge ?? 86_400, mx: mx.length > 0 ? mx : ['acme.test'] } as const;
      expect(parseMtaStsPolicy(printMtaStsPolicy(whole))).toEqual({ ...whole, faults: [] });
    }
  });

  it('is bounded', () => {
    expect(parseMtaStsPolicy('mx: a.test\n'.repeat(100_000)).mx.length).toBeLessThanOrEqual(500);
  });
});
