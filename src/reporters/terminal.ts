import type { Assessment, DecisionWord } from '../model/assessment.ts';
import { sayFirstDecision } from './first-decision.ts';
import { alike, blockerEffort, sayFindings } from './summary.ts';
import { findingLines } from './terminal/findings.ts';
import type { Pen, Style, TerminalOptions } from './terminal/pen.ts';
import { penFor } from './terminal/pen.ts';
import { areaLines, questionLines, unknownLines } from './terminal/sections.ts';
import { count, DECISION_TITLES, sayCoverage, sayDuration, sayEffort, sayInstant, sayMinutes } from './words.ts';

const FINDINGS_SHOWN = 7;
const DECISION_STYLES: Readonly<Record<DecisionWord, Style>> = { 'ship-now': 'onGreen', 'fix-first': 'onYellow', 'delay-24-hours': 'onRed' };

export interface TerminalReportOptions extends TerminalOptions {
  /** File the full report was written to. */
  readonly report?: string;
  /** The next command to run. */
  readonly next?: string;
}

/**
 * The assessment on one screen or two: a line per area, at most seven findings, what was not checked, open questions, and the decision last.
 * Contains no control characters but line ends and, with `color`, our own SGR sequences.
 */
export function terminal(assessment: Assessment, options: TerminalReportOptions): string {
  const pen = penFor(options);
  const sections = [
    headLines(assessment, pen),
    areaLines(assessment, pen),
    ...findingSections(assessment, pen),
    unknownLines(assessment, pen),
    questionLines(assessment, pen),
  ];
  return `${[...sections, decisionLines(assessment, options, pen)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ tool, run, target, profile, verdicts }: Assessment, pen: Pen): string[] {
  const dot = ` ${pen.glyphs.dot} `;
  const name = `Launch Ready ${tool.version}`;
  const took = `${count(verdicts.length, 'check')} in ${sayDuration(run.tookMs)}`;
  // The profile's long title gives way to its key, then to nothing, before anything is cut.
  const lines = [profile.title, profile.key, ''].map((title) =>
    pen.text([name, target.project, title, run.environment, took].filter((part) => part !== '').join(dot)),
  );
  const line = lines.find((one) => pen.widthOf(one) <= pen.columns) ?? lines.at(-1) ?? name;
  const shown = pen.cut(line, pen.columns);
  const title = pen.text(name);
  const head = shown.startsWith(title) ? pen.ink('bold', title) + pen.ink('dim', shown.slice(title.length)) : shown;
  const notes = [
    ...(run.interrupted ? ['Interrupted: what was not looked at yet counts as not checked.'] : []),
    ...(run.replayOf === undefined ? [] : [`Judged again from the archive of run ${run.replayOf}; nothing was looked at.`]),
  ];
  return [head, ...notes.flatMap((note) => pen.wrap(pen.text(note), pen.columns, 2).map((part) => pen.ink('yellow', part)))];
}

function findingSections(assessment: Assessment, pen: Pen): string[][] {
  const { findings, waived, endedWaivers } = assessment;
  const groups = alike(findings);
  const shown = groups.slice(0, FINDINGS_SHOWN).map((group, at) => findingLines(group, at + 1, assessment, pen));
  const left = groups.slice(FINDINGS_SHOWN).flat();
  const notes = [
    ...(left.length > 0 ? [`and ${count(left.length, 'more finding')} in the report: ${sayFindings(left, assessment.profile)}`] : []),
    ...(waived.length > 0
      ? [`${count(waived.length, 'finding')} waived, the first waiver ends ${waived.map(({ waiver }) => sayInstant(waiver.until)).toSorted()[0]}`]
      : []),
    ...endedWaivers.map(({ waiver, because }) => `Waiver ended for ${waiver.check}:${waiver.problem}: ${because}`),
  ];
  return [...shown, notes.flatMap((note) => pen.wrap(pen.text(note), pen.columns - 4, 2).map((line) => `    ${pen.ink('dim', line)}`))];
}

/** The last thing on the screen: the decision, the rule that made it, the facts, the coverage and what to do next. */
function decisionLines(assessment: Assessment, options: TerminalReportOptions, pen: Pen): string[] {
  const { decision, findings, coverage, plan } = assessment;
  const title = DECISION_TITLES[decision.decision];
  const effort = blockerEffort(findings);
  const clock = sayFirstDecision(assessment);
  return [
    pen.ink('dim', pen.glyphs.rule.repeat(pen.columns)),
    '',
    ...badgeLines(title, DECISION_STYLES[decision.decision], decision.rule.says, pen),
    '',
    ...row('Rule', decision.rule.id, 2, pen),
    ...decision.because.slice(0, 3).flatMap((fact, at) => row(at === 0 ? 'Because' : '', fact, 2, pen)),
    ...(decision.because.length > 3 ? row('', `and ${decision.because.length - 3} more`, 1, pen) : []),
    ...row('Checks', `${sayCoverage(coverage)} (of those required)`, 2, pen),
    ...row('Found', sayFindings(findings, assessment.profile), 2, pen),
    ...(effort.minutes > 0 ? row('Time', `blockers take ${sayEffort(effort)}; the plan has ${sayMinutes(plan.minutes)} of work`, 2, pen) : []),
    ...(clock === undefined ? [] : row('Clock', clock, 2, pen)),
    ...(decision.lookAgainAt === undefined ? [] : row('Again', `look again at ${sayInstant(decision.lookAgainAt)}`, 1, pen)),
    ...(options.report === undefined ? [] : row('Report', options.report, 3, pen)),
    ...(options.next === undefined ? [] : row('Next', options.next, 3, pen)),
  ];
}

/** The decision beside its rule where both fit on a line, above it otherwise. */
function badgeLines(title: string, style: Style, rule: string, pen: Pen): string[] {
  const badge = pen.ink(style, ` ${title} `);
  const says = pen.text(rule);
  if (pen.widthOf(says) <= pen.columns - title.length - 4) return [`${badge}  ${pen.ink('bold', says)}`];
  return [badge, ...pen.wrap(says, pen.columns, 4).map((line) => pen.ink('bold', line))];
}

function row(label: string, text: string, most: number, pen: Pen): string[] {
  return pen.wrap(pen.text(text), pen.columns - 9, most).map((line, at) => `${pen.ink('dim', (at === 0 ? label : '').padEnd(9))}${line}`);
}
