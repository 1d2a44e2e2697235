import type { Comparison } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import type { Pen, Style, TerminalOptions } from './terminal/pen.ts';
import { penFor } from './terminal/pen.ts';
import { CLASS_TITLES, count, DECISION_TITLES, OUTCOME_TITLES, problemId, sayDuration, sayInstant } from './words.ts';

const SHOWN = 10;
const TIMINGS_SHOWN = 5;

/** Two runs side by side in a terminal: what was fixed, what is new, what is gone but not proven fixed, what takes longer. */
export function comparisonText(comparison: Comparison, options: TerminalOptions): string {
  const pen = penFor(options);
  const { before, after, fixed, unverified, unchanged } = comparison;
  const { ok, bad, unsure, dot, arrow } = pen.glyphs;
  const runs = [before, after].map(({ run, at }) => `${run} (${sayInstant(at)})`).join(` ${arrow} `);
  const counts = `${fixed.length} fixed ${dot} ${comparison.new.length} new ${dot} ${unchanged.length} unchanged ${dot} ${unverified.length} not verified`;
  const sections = [
    pen.wrap(pen.text(runs), pen.columns, 2).map((line) => pen.ink('dim', line)),
    group('Fixed', ok, 'green', fixed.map(named), pen),
    group('New', bad, 'red', comparison.new.map(named), pen),
    group(
      'Gone, but not verified',
      unsure,
      'yellow',
      unverified.map(({ finding, reason }) => `${named(finding)}: ${reason}`),
      pen,
    ),
    group('Verdicts that changed', dot, 'dim', outcomes(comparison, arrow), pen),
    group('Slower or faster', dot, 'dim', timings(comparison, arrow), pen),
    [
      ...pen.wrap(pen.text(counts), pen.columns, 2),
      pen.ink('bold', pen.cut(pen.text(`${DECISION_TITLES[before.decision]} ${arrow} ${DECISION_TITLES[after.decision]}`), pen.columns)),
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function group(heading: string, mark: string, style: Style, items: readonly string[], pen: Pen): string[] {
  if (items.length === 0) return [];
  const left = items.length - SHOWN;
  return [
    pen.ink('bold', `${heading}: ${items.length}`),
    ...items
      .slice(0, SHOWN)
      .flatMap((item) => pen.wrap(pen.text(item), pen.columns - 4, 2).map((line, at) => (at === 0 ? `  ${pen.ink(style, mark)} ${line}` : `    ${line}`))),
    ...(left > 0 ? [pen.ink('dim', `    and ${left} more`)] : []),
  ];
}

const named = (finding: Finding): string => `${finding.says} (${CLASS_TITLES[finding.class]}, ${problemId(finding)})`;

function outcomes({ outcomes }: Comparison, arrow: string): string[] {
  const say = (outcome: (typeof outcomes)[number]['before']): string => (outcome === null ? 'absent' : OUTCOME_TITLES[outcome]);
  return outcomes
    .filter(({ before, after }) => before !== after)
    .map(({ check, subject, before, after }) => `${check} ${subject}: ${say(before)} ${arrow} ${say(after)}`);
}

/** The largest changes in looking time, in either direction. */
function timings({ timings }: Comparison, arrow: string): string[] {
  const change = ({ beforeMs, afterMs }: (typeof timings)[number]): number => Math.abs((afterMs ?? 0) - (beforeMs ?? 0));
  const say = (ms: number | null): string => (ms === null ? 'absent' : sayDuration(ms));
  return timings
    .filter((timing) => change(timing) >= 50)
    .toSorted((a, b) => change(b) - change(a) || (a.probe < b.probe ? -1 : 1))
    .slice(0, TIMINGS_SHOWN)
    .map(({ probe, beforeMs, afterMs }) => `${probe}: ${say(beforeMs)} ${arrow} ${say(afterMs)}`);
}

/** The same as a Markdown document, with nothing left out. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, fixed, unverified, unchanged } = comparison;
  const list = (findings: readonly Finding[]): string[] =>
    findings.map((finding) => `- ${inline(finding.says)} (${CLASS_TITLES[finding.class]}, ${code(problemId(finding))})`);
  return document([
    { lines: [`# ${DECISION_TITLES[before.decision]} → ${DECISION_TITLES[after.decision]}`] },
    {
      lines: [
        `Run ${code(before.run)} (${inline(sayInstant(before.at))}) against run ${code(after.run)} (${inline(sayInstant(after.at))}): ${fixed.length} fixed, ${comparison.new.length} new, ${unchanged.length} unchanged, ${count(unverified.length, 'finding')} not verified.`,
      ],
    },
    { heading: '## Fixed', lines: list(fixed) },
    { heading: '## New', lines: list(comparison.new) },
    {
      heading: '## Gone, but not verified',
      lines: unverified.map(({ finding, reason }) => `- ${inline(finding.says)} (${code(problemId(finding))}): ${inline(reason)}`),
    },
    { heading: '## Unchanged', lines: list(unchanged) },
    { heading: '## Verdicts that changed', lines: outcomes(comparison, '→').map((line) => `- ${inline(line)}`) },
    { heading: '## Slower or faster', lines: timings(comparison, '→').map((line) => `- ${inline(line)}`) },
  ]);
}
