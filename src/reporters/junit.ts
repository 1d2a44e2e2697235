import type { Assessment } from '../model/assessment.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import { plain, plainLines } from './plain.ts';
import { problemId, riskLabel, sayEffort, stagesInOrder, subjectTitle } from './words.ts';

/** JUnit XML: one suite per stage, one case per check and subject. Failed is `failure`, mere advice (class later) passes with its text as output,
 * could not look is `error`, does not apply and waived are `skipped`. */
export function junit(assessment: Assessment): string {
  const { run, verdicts } = assessment;
  const suites = stagesInOrder(assessment.profile).flatMap((stage) => {
    const own = verdicts.filter((verdict) => verdict.stage === stage);
    return own.length > 0 ? [suite(stage, own, assessment)] : [];
  });
  const counted = suites.reduce((sum, { counts }) => added(sum, counts), NONE);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="launch-ready" ${attributes(counted)} time="${(Math.max(0, run.tookMs) / 1000).toFixed(3)}">`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}
const NONE: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
const added = (a: Counts, b: Counts): Counts => ({
  tests: a.tests + b.tests,
  failures: a.failures + b.failures,
  errors: a.errors + b.errors,
  skipped: a.skipped + b.skipped,
});
const attributes = ({ tests, failures, errors, skipped }: Counts): string => `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;

function suite(stage: string, verdicts: readonly Verdict[], assessment: Assessment): { readonly counts: Counts; readonly lines: string[] } {
  const cases = verdicts.map((verdict) => caseOf(verdict, assessment));
  const counts = cases.reduce((sum, { counts }) => added(sum, counts), NONE);
  const timestamp = xml(assessment.run.at.replace(/(?:\.\d+)?Z$/u, ''));
  const lines = [
    `  <testsuite name="${stage}" ${attributes(counts)} time="0" timestamp="${timestamp}">`,
    ...cases.flatMap(({ lines }) => lines),
    '  </testsuite>',
  ];
  return { counts, lines };
}

function caseOf(verdict: Verdict, assessment: Assessment): { readonly counts: Counts; readonly lines: string[] } {
  const name = `${verdict.title} (${subjectTitle(verdict.subject, assessment)})`;
  const open = `    <testcase classname="${xml(verdict.check.replaceAll('/', '.'))}" name="${xml(name)}" time="0"`;
  const within = (counts: Partial<Counts>, inner: readonly string[]) => ({
    counts: { ...NONE, tests: 1, ...counts },
    lines: inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, '    </testcase>'],
  });
  if (verdict.outcome === 'pass') return within({}, []);
  if (verdict.outcome === 'unknown') return within({ errors: 1 }, [`      <error type="unknown" message="${xml(verdict.reason ?? 'no reason was given')}"/>`]);
  if (verdict.outcome === 'not-applicable') return within({ skipped: 1 }, [`      <skipped message="${xml(verdict.reason ?? 'does not apply')}"/>`]);
  const found = assessment.findings.filter((finding) => verdict.findings.includes(finding.fingerprint));
  const waived = assessment.waived.filter(({ finding }) => verdict.findings.includes(finding.fingerprint));
  if (found.length === 0 && waived.length > 0) {
    return within({ skipped: 1 }, [
      `      <skipped message="${xml(`waived: ${waived.map(({ waiver }) => `${waiver.reason} (${waiver.owner}, until ${waiver.until})`).join('; ')}`)}"/>`,
    ]);
  }
  const text = found.map((finding) => failureText(finding, assessment)).join('\n\n');
  if (found.length > 0 && found.every((finding) => finding.class === 'later')) return within({}, [`      <system-out>${text}</system-out>`]);
  const [first] = found;
  const message = found.map((finding) => finding.says).join('; ') || 'failed';
  const type = first ? problemId(first) : verdict.check;
  return within({ failures: 1 }, [`      <failure type="${xml(type)}" message="${xml(message)}">${text}</failure>`]);
}

function failureText(finding: Finding, assessment: Assessment): string {
  const { proof, fix } = finding;
  return [
    `${riskLabel(finding, assessment.profile)}: ${finding.says}`,
    ...proof.flatMap(({ says, lines, location }) => [
      `Seen: ${says}${location ? ` (${location.path}${location.line === undefined ? '' : `:${location.line}`})` : ''}`,
      ...(lines ?? []).map((line) => `  ${line}`),
    ]),
    `Test: ${finding.test}`,
    ...fix.steps.map((step, at) => `Fix ${at + 1}: ${step}`),
    ...(fix.snippet ? plainLines(fix.snippet.text).map((line) => `  ${line}`) : []),
    `Time: ${sayEffort(finding)}`,
  ]
    .map((line) => (/^ */u.exec(line)?.[0] ?? '') + xml(line))
    .join('\n');
}

/** Text for XML 1.0, in content or in a double-quoted attribute. Characters that XML cannot carry are gone. */
export function xml(text: string): string {
  return plain(text)
    .replace(/[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
