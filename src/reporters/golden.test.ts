import { describe, expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { HOSTILE, mapOutside } from '../../test/hostile.ts';
import type { Assessment } from '../model/assessment.ts';
import { githubAnnotations, stepSummary } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { mailRecords } from './mail-records.ts';
import { markdown } from './markdown.ts';
import { plan } from './plan.ts';
import { risks } from './risks.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every string from outside behind an attack that its path picks: a new field of the model moves no other. */
const hostile = mapOutside(named.fixFirst, (text, path) => `${HOSTILE[sumOf(path) % HOSTILE.length]} ${text}`);
function sumOf(path: string): number {
  return Array.from(path).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65_521, 7);
}
const worlds: Readonly<Record<string, Assessment>> = {
  'ship-now': named.shipNow,
  'fix-first': named.fixFirst,
  delay: named.delay,
  'everything-unknown': named.everythingUnknown,
  empty: named.empty,
  hostile,
};
const shown = { report: '.launch-ready/report.html', next: 'launch-ready init' };
const reporters: Readonly<Record<string, (assessment: Assessment) => string>> = {
  'terminal-80.txt': (assessment) => terminal(assessment, { columns: 80, color: false, unicode: true, ...shown }),
  'terminal-40-ascii.txt': (assessment) => terminal(assessment, { columns: 40, color: false, unicode: false, ...shown }),
  'terminal-120-color.txt': (assessment) => terminal(assessment, { columns: 120, color: true, unicode: true, ...shown }),
  'json.json': json,
  'report.html': html,
  'markdown.md': markdown,
  'plan.md': plan,
  'risks.md': risks,
  'mail.md': mailRecords,
  'sarif.sarif': sarif,
  'junit.xml': junit,
  'annotations.txt': githubAnnotations,
  'step-summary.md': stepSummary,
};

describe.each(Object.entries(worlds))('%s', (name, assessment) => {
  test.each(Object.entries(reporters))('%s', async (file, report) => {
    await expect(report(assessment)).toMatchFileSnapshot(`../../test/golden/${name}/${file}`);
  });
});
