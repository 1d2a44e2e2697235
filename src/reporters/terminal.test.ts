import { describe, expect, test } from 'vitest';
import { makeAssessment, makeFinding } from '../../test/assessment-fixture.ts';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import type { TerminalReportOptions } from './terminal.ts';
import { terminal } from './terminal.ts';
import { widthOf } from './terminal/width.ts';

const at80: TerminalReportOptions = { columns: 80, color: false, unicode: true };
const SGR = /\u001b\[[0-9;]*m/gu;
const DECEPTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

describe('terminal', () => {
  test('ends with the decision, its rule, the coverage and the next step', () => {
    const lines = terminal(named.fixFirst, { ...at80, report: 'report.html', next: 'launch-ready init' })
      .trimEnd()
      .split('\n');
    const badge = lines.findIndex((line) => line.includes(' FIX FIRST '));
    const after = lines.slice(badge);
    expect(after.length).toBeLessThan(16);
    expect(after.some((line) => line.startsWith('Rule     fix-first/blocker'))).toBe(true);
    expect(after.some((line) => line.includes('14 of 22 proven, 5 failed, 3 unknown'))).toBe(true);
    expect(after.at(-2)).toBe('Report   report.html');
    expect(after.at(-1)).toBe('Next     launch-ready init');
  });

  test('shows seven findings and says how many are left', () => {
    const findings = Array.from({ length: 12 }, (_, at) => makeFinding({ check: `domain/thing-${at}`, problem: 'missing', says: `Thing ${at} is missing` }));
    const text = terminal(makeAssessment({ findings }), at80);
    expect(text.match(/Thing \d+ is missing/gu)).toHaveLength(7);
    expect(text).toContain('and 5 more findings in the report: 5 launch blockers');
  });

  test('names a risk as the profile does', () => {
    expect(terminal(named.fixFirst, at80)).toContain('LAUNCH BLOCKER  Secrets → repository');
    expect(terminal(named.delay, at80)).toContain('BLOCKER · EMAIL DELIVERABILITY  Email → example.com');
  });

  test('says what was not checked and why, grouped by reason', () => {
    const text = terminal(named.fixFirst, at80);
    expect(text).toContain('Not checked: 3');
    expect(text).toContain('2 checks: No slow queries; The database has connections to spare');
    expect(text).toContain('(3 places)');
  });

  test('a required row that no check looks at is named as not checked', () => {
    const { items } = named.fixFirst.coverage;
    const row = { title: 'Cloudflare or equivalent in front', state: 'unknown', reason: 'not looked at by this version; a person can confirm it' } as const;
    const extra = (['C7', 'F4'] as const).map((id) => ({ ...row, id: `row/${id}`, rows: [id] }));
    const text = terminal({ ...named.fixFirst, coverage: { ...named.fixFirst.coverage, items: [...items, ...extra] } }, at80);
    expect(text).toContain('Not checked: 5');
    expect(text).toContain('  ? Not looked at by this version; a person can confirm it\n    2 required rows: C7; F4');
  });

  test('an area with nothing but exceptions is not shown as passed', () => {
    expect(terminal(named.fixFirst, at80)).toMatch(/– AI behaviour does not apply/u);
  });

  test('a run that looked at nothing says so', () => {
    expect(terminal(named.empty, at80)).toContain('Nothing was checked');
  });

  test('without color there is no control sequence, without unicode nothing but ASCII', () => {
    expect(terminal(named.fixFirst, at80)).not.toContain('\u001b');
    expect(terminal(named.fixFirst, { columns: 80, color: true, unicode: false }).replace(SGR, '')).toMatch(/^[\n -~]*$/u);
    expect(terminal(named.fixFirst, { ...at80, color: true }).replace(SGR, '')).toBe(terminal(named.fixFirst, at80));
  });

  test('hostile text can neither control the terminal nor break the width', () => {
    const random = seeded(1);
    for (let run = 0; run < 40; run++) {
      const hostile = mapOutside(named.fixFirst, (text) => (random() < 0.5 ? hostileText(random) : text + hostileText(random)));
      const columns = 40 + Math.floor(random() * 160);
      const text = terminal(hostile, { columns, color: random() < 0.5, unicode: random() < 0.5, report: hostileText(random), next: hostileText(random) });
      const bare = text.replace(SGR, '');
      expect(bare).not.toMatch(DECEPTIVE);
      const widest = Math.max(...bare.split('\n').map(widthOf));
      expect(widest).toBeLessThanOrEqual(columns);
    }
  });
});
