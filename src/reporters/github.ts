import type { Assessment } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import type { Class } from '../model/terms.ts';
import { code, inline, strong } from './markdown/escape.ts';
import { areaSection, decisionSection, document, questionSection, unknownSection } from './markdown/sections.ts';
import { placeOf } from './place.ts';
import { plain, shortened } from './plain.ts';
import { sayFindings, unknownGroups } from './summary.ts';
import { capital, count, DECISION_TITLES, riskLabel, sayEffort, STAGE_TITLES, subjectTitle } from './words.ts';

const COMMANDS: Readonly<Record<Class, 'error' | 'warning' | 'notice'>> = { blocker: 'error', incident: 'warning', later: 'notice' };
/** GitHub shows this many annotations of a kind per step. */
const PER_COMMAND = 10;
const SUMMARY_FINDINGS = 30;
/** A step summary may have 1 MiB; text fields are cut so that it never gets near. */
const FIELD = 600;

/** Workflow commands that annotate the files of a pull request, worst finding first. One line each; the last ones sum up. */
export function githubAnnotations(assessment: Assessment): string {
  const shown = new Map<string, number>();
  const lines = assessment.findings.flatMap((finding) => {
    const name = COMMANDS[finding.class];
    const number = (shown.get(name) ?? 0) + 1;
    shown.set(name, number);
    return number < PER_COMMAND ? [annotation(finding, name, assessment)] : [];
  });
  const left = assessment.findings.length - lines.length;
  const groups = unknownGroups(assessment);
  const unknown = groups.reduce((sum, group) => sum + group.checks.length, 0);
  const title = DECISION_TITLES[assessment.decision.decision];
  const summary = [
    `${title}: ${assessment.decision.rule.says} (${sayFindings(assessment.findings, assessment.profile)})`,
    ...(left > 0 ? [`${count(left, 'more finding')} in the report.`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'check')} could not be judged; first reason: ${groups[0]?.reason ?? ''}`] : []),
  ];
  return `${[...lines, workflowCommand('notice', { title: 'Launch Ready' }, summary.join('\n'))].join('\n')}\n`;
}

function annotation(finding: Finding, name: string, assessment: Assessment): string {
  const { path, line } = placeOf(finding, assessment);
  const title = `${capital(riskLabel(finding, assessment.profile))}: ${subjectTitle(finding.subject, assessment)}`;
  const [proof] = finding.proof;
  const body = [
    shortened(finding.says, FIELD),
    ...(proof ? [`Seen: ${shortened(proof.says, FIELD)}`] : []),
    `Fix: ${shortened(finding.fix.steps[0] ?? '', FIELD)} (${sayEffort(finding)})`,
  ];
  return workflowCommand(name, { file: path, line: String(line), title: shortened(title, 200) }, body.join('\n'));
}

/** `::name key=value::message`, escaped as the runner unescapes it. */
export function workflowCommand(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${property(plain(value))}`);
  return `::${name} ${pairs.join(',')}::${data(message.split('\n').map(plain).join('\n'))}`;
}
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Markdown for `$GITHUB_STEP_SUMMARY` or a pull-request comment: decision, areas, the worst findings, what was not checked. Stays far below 1 MiB. */
export function stepSummary(assessment: Assessment): string {
  const { findings } = assessment;
  const left = findings.length - SUMMARY_FINDINGS;
  const short = { ...assessment, verdicts: assessment.verdicts.slice(0, 400), cut: assessment.cut.slice(0, 10), questions: assessment.questions.slice(0, 20) };
  return document([
    { lines: decisionSection(assessment, '## Launch Ready:') },
    { lines: areaSection(assessment) },
    {
      heading: '### Fix these first',
      lines: [
        ...findings.slice(0, SUMMARY_FINDINGS).map((finding, at) => summaryLine(finding, at, assessment)),
        ...(left > 0 ? ['', `and ${left} more in the report`] : []),
      ],
    },
    { heading: '### Questions only you can answer', lines: questionSection(short) },
    { heading: '### Not checked', lines: unknownSection(short) },
  ]);
}

function summaryLine(finding: Finding, at: number, assessment: Assessment): string {
  const fix = finding.fix.steps[0] === undefined ? '' : ` Fix: ${inline(shortened(finding.fix.steps[0], FIELD))}`;
  const verify = finding.verifyFirst ? ' (verify first)' : '';
  return `${at + 1}. ${strong(capital(riskLabel(finding, assessment.profile)))}${verify} · ${STAGE_TITLES[finding.stage]} · ${code(shortened(subjectTitle(finding.subject, assessment), 120))}: ${inline(shortened(finding.says, FIELD))}.${fix} (${sayEffort(finding)})`;
}
