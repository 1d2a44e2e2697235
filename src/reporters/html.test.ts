import { Script } from 'node:vm';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { HOSTILE, hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import { integrity } from '../formats/integrity.ts';
import type { Assessment } from '../model/assessment.ts';
import { html } from './html.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
function parsed(text: string): { elements: Element[]; texts: Record<string, string>; comments: number } {
  const elements: Element[] = [];
  const texts: Record<string, string> = {};
  const open: string[] = [];
  let comments = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      elements.push({ name, attributes });
      open.push(name);
    },
    onclosetag: () => void open.pop(),
    ontext: (data) => {
      const at = open.at(-1) ?? '';
      texts[at] = (texts[at] ?? '') + data;
    },
    oncomment: () => void comments++,
  });
  parser.end(text);
  return { elements, texts, comments };
}
const shape = (assessment: Assessment): string[] =>
  parsed(html(assessment)).elements.map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);
const worlds = Object.entries(named);

describe('html', () => {
  test.each(worlds)('one file that asks nobody for anything: %s', (_name, assessment) => {
    const { elements, comments } = parsed(html(assessment));
    expect(comments).toBe(0);
    for (const { name, attributes } of elements) {
      expect(['img', 'link', 'iframe', 'object', 'embed', 'base', 'form', 'video', 'audio', 'source', 'image', 'use']).not.toContain(name);
      expect(Object.keys(attributes).filter((key) => /^on|^style$|^src|^action$/u.test(key))).toEqual([]);
      expect(attributes['href'] ?? '#none').toMatch(/^#[\w-]+$/u);
    }
  });

  test('the policy lets nothing run but our own style and script', () => {
    const { elements, texts } = parsed(html(named.fixFirst));
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes['content'];
    expect(policy).toBe(
      `default-src 'none'; style-src '${integrity(texts['style'] ?? '')}'; script-src '${integrity(texts['script'] ?? '')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(elements.filter(({ name }) => name === 'script' || name === 'style')).toHaveLength(2);
    expect(() => new Script(texts['script'] ?? '(')).not.toThrow();
  });

  test.each(worlds)('every reference inside the page leads somewhere, every id is there once: %s', (_name, assessment) => {
    const { elements } = parsed(html(assessment));
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = elements.flatMap(({ attributes }) => [attributes['href']?.slice(1), attributes['aria-labelledby']].filter((id) => id !== undefined));
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('headings go down one level at a time', () => {
    const levels = parsed(html(named.fixFirst)).elements.flatMap(({ name }) => (/^h[1-6]$/u.test(name) ? Number(name[1]) : []));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 1) + 1)).toEqual([]);
  });

  test('without data it is small', () => {
    expect(new TextEncoder().encode(html(named.empty)).length).toBeLessThan(60_000);
  });

  test('the first card is open, tasks link to the risks they close, cards carry what the filters need', () => {
    const text = html(named.fixFirst);
    expect(text.match(/<details open>/gu)).toHaveLength(1);
    expect(text).toContain('<a href="#f2">example.com tells nobody');
    expect(text).toContain('id="f3" data-class="incident" data-stage="edge"');
  });

  test('an empty plan is no all-clear', () => {
    expect(html(named.everythingUnknown)).toContain('No task is planned yet.');
    expect(html(named.shipNow)).toContain('Nothing to do');
  });

  test('hostile text adds no element, no attribute and no control character', () => {
    const random = seeded(8);
    const expected = shape(named.fixFirst);
    for (let run = 0; run < 20; run++) {
      const chosen = new Map<string, string>();
      const attack = (text: string): string => chosen.get(text) ?? (chosen.set(text, `x${hostileText(random)}`).get(text) as string);
      // The same text stays the same text, and what joins findings to the plan stays what it was: only then can the shape be compared.
      const hostile = mapOutside(named.fixFirst, (text, path) => (/fingerprint$|findings\.\d+$/u.test(path) ? text : attack(text)));
      expect(shape(hostile)).toEqual(expected);
      expect(html(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u);
      expect(html(hostile).isWellFormed()).toBe(true);
    }
  });

  test('each known attack alone', () => {
    const expected = shape(named.delay);
    for (const attack of HOSTILE) {
      expect(shape(mapOutside(named.delay, (text, path) => (/fingerprint$|findings\.\d+$/u.test(path) ? text : `${text} ${attack}`)))).toEqual(expected);
    }
  });
});
