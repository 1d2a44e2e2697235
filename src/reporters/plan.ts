import type { Assessment, PlanBlock, PlanTask } from '../model/assessment.ts';
import { inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { DECISION_TITLES, sayCoverage, sayEffort, sayInstant, sayMinutes, STAGE_TITLES } from './words.ts';

/** `2:05`: hours and minutes from the start of the sprint. */
export function sayStart(minute: number): string {
  const whole = Math.max(0, Math.round(minute));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The one-page 48-hour plan as a Markdown document with boxes to tick. */
export function plan(assessment: Assessment): string {
  const { target, decision, run, coverage } = assessment;
  return document([
    { lines: [`# 48-hour plan for ${inline(target.project) || 'this project'}`] },
    { lines: [`**${DECISION_TITLES[decision.decision]}.** ${inline(decision.rule.says)} ${sayCoverage(coverage)}. Made on ${inline(sayInstant(run.at))}.`] },
    { lines: planLines(assessment, '##') },
  ]);
}

/** The plan as Markdown lines under headings of a level. Times count from the start of the sprint. */
export function planLines(assessment: Assessment, heading: string): string[] {
  const { plan } = assessment;
  const blocks = plan.blocks.filter((block) => block.tasks.length > 0);
  if (blocks.length === 0 && plan.cut.length === 0) return [sayNothing(assessment)];
  return [
    `${sayMinutes(plan.minutes)} of work in all.${plan.rule === null ? '' : ` Rule of the roadmap: ${inline(plan.rule)}`}`,
    ...blocks.flatMap((block) => ['', `${heading} ${blockTitle(block)}`, '', ...block.tasks.map(taskLine)]),
    ...(plan.cut.length > 0 ? ['', `${heading} Not in these 48 hours`, '', ...plan.cut.map((cut) => `- ${inline(cut.title)}: ${inline(cut.because)}`)] : []),
  ];
}

/** An empty plan is no all-clear when something is open. */
export function sayNothing({ findings, questions, coverage }: Assessment): string {
  return findings.length + questions.length + coverage.unknown === 0 ? 'Nothing to do: no finding and no question is open.' : 'No task is planned yet.';
}

/** False when the block's title only says its hours again. */
export function namedBlock(block: PlanBlock): boolean {
  return block.title.trim() !== '' && !/^Hours \d/iu.test(block.title);
}

function blockTitle(block: PlanBlock): string {
  const minutes = block.tasks.reduce((sum, task) => sum + task.minutes, 0);
  return `Hours ${block.fromHour} to ${block.toHour}${namedBlock(block) ? `: ${inline(block.title)}` : ''} (${sayMinutes(minutes)})`;
}

function taskLine(task: PlanTask): string {
  return `- [ ] **${sayStart(task.startsAtMinute)}** ${inline(task.title)}: ${STAGE_TITLES[task.stage]}, ${sayEffort(task)} (${inline(task.because)})`;
}
