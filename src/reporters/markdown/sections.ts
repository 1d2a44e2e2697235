import type { Assessment } from '../../model/assessment.ts';
import type { Finding, Proof } from '../../model/finding.ts';
import { sayFirstDecision } from '../first-decision.ts';
import { areas, sayFindings, unknownGroups } from '../summary.ts';
import {
  capital,
  DECISION_TITLES,
  GRADE_MEANINGS,
  GRADE_TITLES,
  problemId,
  riskLabel,
  sayCoverage,
  sayEffort,
  sayInstant,
  sayMinutes,
  STAGE_TITLES,
  subjectTitle,
} from '../words.ts';
import { code, fenced, inline, strong } from './escape.ts';

/** Every section is a list of lines; an empty one is left out with its heading. */
export type Section = readonly string[];

/** The decision, the rule that made it and what it stands on. */
export function decisionSection(assessment: Assessment, heading: string): Section {
  const { decision, coverage, findings, profile } = assessment;
  return [
    `${heading} ${DECISION_TITLES[decision.decision]}`,
    '',
    `${strong(decision.rule.says)} (rule ${code(decision.rule.id)})`,
    '',
    ...decision.because.map((fact) => `- ${inline(fact)}`),
    `- Required checks: ${sayCoverage(coverage)}`,
    `- Found: ${inline(sayFindings(findings, profile))}`,
    ...(decision.lookAgainAt === undefined ? [] : [`- Look again at ${inline(sayInstant(decision.lookAgainAt))}`]),
  ];
}

/** What was looked at, by whom and when. */
export function runSection(assessment: Assessment): Section {
  const { tool, run, target, profile, release } = assessment;
  return [
    `- Project: ${inline(target.project)}, ${inline(run.environment)}; profile ${inline(profile.title)} (${inline(profile.key)})`,
    `- Hosts: ${target.hosts.map((host) => code(host)).join(', ') || 'none'}; repository: ${target.repository ? 'yes' : 'no'}`,
    ...(release.commit === null ? [] : [`- Commit: ${code(release.commit)}${release.dirty === true ? ', with changes that are not committed' : ''}`]),
    `- Looked at ${inline(sayInstant(run.at))} from ${inline(run.vantage)}, run ${code(run.id)}, by Launch Ready ${inline(tool.version)}`,
    ...said(sayFirstDecision(assessment)),
    ...(run.interrupted ? ['- The run was interrupted: what was not looked at yet counts as not checked.'] : []),
    ...(run.replayOf === undefined ? [] : [`- Judged again from the archive of run ${code(run.replayOf)}; nothing was looked at.`]),
  ];
}

const said = (sentence: string | undefined): string[] => (sentence === undefined ? [] : [`- ${capital(inline(sentence))}`]);

/** One finding in full. */
export function findingSection(finding: Finding, number: number, assessment: Assessment, heading: string): Section {
  const verify = finding.verifyFirst ? ['', '**Verify first:** this is inferred, not proven. The test below proves it or clears it.'] : [];
  return [
    `${heading} ${number}. ${inline(finding.says)}`,
    '',
    `${capital(inline(riskLabel(finding, assessment.profile)))} · ${STAGE_TITLES[finding.stage]} · ${code(subjectTitle(finding.subject, assessment))} · ${sayEffort(finding)} · ${GRADE_TITLES[finding.grade]}: ${GRADE_MEANINGS[finding.grade]}`,
    ...verify,
    '',
    `**Why it matters.** ${inline(finding.why)}`,
    ...(finding.classBecause === undefined ? [] : ['', `**Why this class.** ${inline(finding.classBecause)}`]),
    ...finding.proof.flatMap((proof) => ['', ...proofLines(proof)]),
    '',
    '**Test it yourself**',
    '',
    ...fenced(finding.test, 'sh'),
    '',
    '**Fix**',
    '',
    ...finding.fix.steps.map((step, at) => `${at + 1}. ${inline(step)}`),
    ...snippetLines(finding),
    ...(finding.fix.trial?.outcome === 'clears' ? ['', `${capital(inline(finding.fix.trial.says))}.`] : []),
    '',
    [code(problemId(finding)), ...finding.rows.map((row) => inline(row)), ...finding.refs.map((ref) => inline(ref))].join(' · '),
  ];
}

function proofLines(proof: Proof): string[] {
  const { location } = proof;
  const place = location
    ? ` (${code(location.line === undefined ? location.path : `${location.path}:${location.line}`)}${location.commit === undefined ? '' : `, commit ${code(location.commit)}`})`
    : '';
  return [`**Seen.** ${inline(proof.says)}${place}`, ...(proof.lines?.length ? ['', ...fenced(proof.lines.join('\n'), '')] : [])];
}

function snippetLines({ fix }: Finding): string[] {
  if (!fix.snippet) return [];
  return [
    '',
    `Where: ${inline(fix.snippet.where)}`,
    '',
    ...fenced(fix.snippet.text, fix.snippet.language === 'dns' || fix.snippet.language === 'text' ? '' : fix.snippet.language),
  ];
}

/** One line per area, in the profile's order. */
export function areaSection(assessment: Assessment): Section {
  const rows = areas(assessment).map(
    ({ stage, passed, failed, unknown, notApplicable }) => `| ${STAGE_TITLES[stage]} | ${passed} | ${failed} | ${unknown} | ${notApplicable} |`,
  );
  return rows.length === 0 ? [] : ['| Area | passed | failed | not checked | does not apply |', '| --- | ---: | ---: | ---: | ---: |', ...rows];
}

/** What only a person can answer. */
export function questionSection({ questions }: Assessment): Section {
  return questions.flatMap(({ row, asks, minutes, answerWith }) => [
    `- ${strong(row)} ${inline(asks)} (${sayMinutes(minutes)}). Answer in the config with ${code(answerWith)}`,
  ]);
}

/** What could not be checked, by reason. */
export function unknownSection(assessment: Assessment): Section {
  return [
    ...unknownGroups(assessment).flatMap(({ reason, checks }) => [
      `- ${inline(reason)}`,
      ...checks.map(
        ({ id, title, subjects }) =>
          `  - ${inline(title)} (${code(id)})${subjects.length > 0 ? `: ${subjects.map((subject) => code(subject)).join(', ')}` : ''}`,
      ),
    ]),
    ...assessment.cut.map((line) => `- Cut off by the limits of the run: ${inline(line)}`),
  ];
}

/** Every required item with its state: anybody can recompute the figure. */
export function coverageSection({ coverage }: Assessment): Section {
  const marks = { proven: 'proven', failed: '**failed**', unknown: '**unknown**', 'not-applicable': 'does not apply' } as const;
  return coverage.items.map(
    ({ id, title, rows, state, reason }) =>
      `- ${marks[state]}: ${inline(title)} (${code(id)}; ${rows.map((row) => inline(row)).join(' ')})${reason === undefined ? '' : `: ${inline(reason)}`}`,
  );
}

/** Domain and routing map. */
export function inventorySection({ inventory }: Assessment): Section {
  return inventory.flatMap((host) => [
    `- ${code(host.name)}: ${inline(host.purpose)}${host.declared ? '' : ' (assumed, not in the config)'}, owner ${host.owner === null ? 'not named' : inline(host.owner)}, ends at ${host.endsAt === null ? 'a place that was not seen' : code(host.endsAt)}, certificate ${host.certificateUntil === null ? 'not seen' : `until ${inline(sayInstant(host.certificateUntil))}`}`,
    ...host.records.map((record) => `  - ${code(`${record.type} ${record.data}`)}${record.ttl === null ? '' : ` (TTL ${record.ttl} s)`}`),
  ]);
}

/** Waived findings, waivers that ended, attestations in force. */
export function waiverSection({ waived, endedWaivers }: Assessment): Section {
  return [
    ...waived.map(
      ({ finding, waiver }) =>
        `- ${inline(finding.says)} (${code(problemId(finding))}): ${inline(waiver.reason)}. Waived by ${inline(waiver.owner)} until ${inline(sayInstant(waiver.until))}`,
    ),
    ...endedWaivers.map(({ waiver, because }) => `- Ended: ${code(`${waiver.check}:${waiver.problem}`)} of ${inline(waiver.owner)}: ${inline(because)}`),
  ];
}
export function attestationSection({ attestations }: Assessment): Section {
  return attestations.map(
    ({ row, statement, by, evidence, at, until }) =>
      `- ${strong(row)} ${inline(statement)} (${inline(by)}, ${inline(sayInstant(at))}${until === undefined ? '' : ` until ${inline(sayInstant(until))}`}; evidence: ${inline(evidence)})`,
  );
}
export function passedSection(assessment: Assessment): Section {
  return assessment.verdicts
    .filter((verdict) => verdict.outcome === 'pass')
    .map(
      (verdict) =>
        `- ${inline(verdict.title)}: ${code(subjectTitle(verdict.subject, assessment))}${verdict.reason === undefined ? '' : `, ${inline(verdict.reason)}`}`,
    );
}

/** Sections under one another, empty ones dropped. */
export function document(sections: readonly { readonly heading?: string; readonly lines: Section }[]): string {
  const parts = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [...(heading === undefined ? [] : [heading, '']), ...lines].join('\n'));
  return `${parts.join('\n\n').replace(/\n{3,}/gu, '\n\n')}\n`;
}
