import { describe, expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { HOSTILE, hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import type { Assessment } from '../model/assessment.ts';
import { stepSummary } from './github.ts';
import { markdown } from './markdown.ts';
import { code, fenced, inline, strong } from './markdown/escape.ts';
import { plan } from './plan.ts';
import { risks } from './risks.ts';

describe('inline', () => {
  test.each([
    ['plain words stay as they are (mostly), even with a - in them', 'plain words stay as they are (mostly), even with a - in them'],
    ['a <b> & c', 'a &lt;b&gt; &amp; c'],
    ['*x* _y_ ~z~ [a](b) | #', '\\*x\\* \\_y\\_ \\~z\\~ \\[a\\](b) &#124; \\#'],
    ['mail to dmarc@example.com, now', 'mail to `dmarc@example.com`, now'],
    ['see http://evil.example/x.', 'see `http://evil.example/x`.'],
    ['@everyone', '`@everyone`'],
    ['a ` in http://x`y', 'a \\` in ``http://x`y``'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['1.0.2', '1.0.2'],
    ['--- x', '\\--- x'],
    ['=== x', '\\=== x'],
    ['+1 x', '+1 x'],
    ['two\nlines', 'two lines'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });
});

test('bold of nothing is nothing', () => {
  expect([strong('x'), strong(' ')]).toEqual(['**x**', '']);
});

test('a code span holds any backticks', () => {
  expect(code('a``b')).toBe('```a``b```');
  expect(code('`')).toBe('`` ` ``');
  expect(code(' ')).toBe('');
});

test('a fence is longer than any run of backticks inside', () => {
  expect(fenced('x\n````\ny', 'sh', '  ')).toEqual(['  `````sh', '  x', '  ````', '  y', '  `````']);
});

/** The document without what renderers show as it is: fenced blocks and code spans. */
function outsideCode(text: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^ *(`{3,})/u.exec(line)?.[1];
    if (fence === '' && mark !== undefined && !line.trim().slice(mark.length).includes('`')) fence = mark;
    else if (fence !== '') fence = line.trim() === fence ? '' : fence;
    else lines.push(line.replace(SPAN, (whole, escape?: string) => (escape === undefined ? 'CODE' : whole.replace('`', ''))));
  }
  expect(fence).toBe('');
  return lines.join('\n');
}
/** From left to right: an escaped character, or a code span. */
const SPAN = /(\\.)|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)/gu;

describe.each(Object.entries({ markdown, plan, risks, stepSummary }))('%s', (_name, report: (assessment: Assessment) => string) => {
  const outline = (text: string): string[] =>
    text.split('\n').flatMap((line) => /^ *(#+|- \[ \]|\||\d+\.(?= )|`{3,}$)/u.exec(line)?.[0]?.replace(/`+/u, '```') ?? []);

  test('hostile text adds no heading, no list item, no table row, no HTML and no link', () => {
    const random = seeded(7);
    for (let run = 0; run < 12; run++) {
      const hostile = report(
        mapOutside(named.fixFirst, (text) =>
          random() < 0.3 ? hostileText(random).replace(/[\r\n]/gu, ' ') + text : text + hostileText(random).replace(/[\r\n]/gu, ' '),
        ),
      );
      const text = outsideCode(hostile);
      expect(text).not.toMatch(/[<>]|(?<!\\)\[(?! \])|:\/\/|@|www\.|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/iu);
      expect(outline(text)).toEqual(outline(outsideCode(report(named.fixFirst))));
    }
  });

  test('each known attack alone', () => {
    for (const attack of HOSTILE) {
      const text = outsideCode(report(mapOutside(named.fixFirst, (text) => `${attack.replace(/[\r\n]/gu, ' ')} ${text}`)));
      expect(text).not.toMatch(/[<>]|(?<!\\)\[(?! \])|:\/\/|@|www\./iu);
    }
  });
});
