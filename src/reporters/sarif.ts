import type { Assessment } from '../model/assessment.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import { subjectKey } from '../model/subject.ts';
import type { Class, Grade } from '../model/terms.ts';
import { canonicalJson } from './json.ts';
import { fenced, inline } from './markdown/escape.ts';
import type { Place } from './place.ts';
import { placeOf, placeOfSubject } from './place.ts';
import { plain, plainLines } from './plain.ts';
import { IMPACT_TITLES, problemId, riskLabel, sayCoverage, sayEffort } from './words.ts';

const LEVELS: Readonly<Record<Class, 'error' | 'warning' | 'note'>> = { blocker: 'error', incident: 'warning', later: 'note' };
const PRECISIONS: Readonly<Record<Grade, string>> = { proven: 'very-high', observed: 'high', inferred: 'medium', attested: 'low' };

/**
 * SARIF 2.1.0. One result per finding, each with a file location; waived ones are suppressed. What could not be checked is a tool notification, so that it
 * is not mistaken for an alert. A finding is recognised again by its own fingerprint, whatever line it is shown on.
 */
export function sarif(assessment: Assessment): string {
  const { tool, run, findings, waived } = assessment;
  const all = [...findings, ...waived.map(({ finding }) => finding)];
  const rules = [...Map.groupBy(all, problemId)]
    .flatMap(([id, [first]]) => (first ? [ruleOf(id, first, assessment)] : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndex = new Map(rules.map((rule, at) => [rule.id, at]));
  const ends = Date.parse(run.at);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Launch Ready', version: plain(tool.version) || 'unknown', rules } },
        automationDetails: { id: `launch-ready/${encodeURIComponent(run.environment.toWellFormed())}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !run.interrupted,
            ...(Number.isFinite(ends) && { startTimeUtc: new Date(ends).toISOString(), endTimeUtc: new Date(ends + Math.max(0, run.tookMs)).toISOString() }),
            toolExecutionNotifications: assessment.verdicts
              .filter((verdict) => verdict.outcome === 'unknown')
              .map((verdict) => notification(verdict, assessment)),
          },
        ],
        results: [
          ...findings.map((finding) => resultOf(finding, ruleIndex, assessment)),
          ...waived.map(({ finding, waiver }) => ({
            ...resultOf(finding, ruleIndex, assessment),
            suppressions: [{ kind: 'external', status: 'accepted', justification: plain(`${waiver.reason} (${waiver.owner}, until ${waiver.until})`) }],
          })),
        ],
        properties: {
          decision: assessment.decision.decision,
          rule: plain(assessment.decision.rule.id),
          coverage: sayCoverage(assessment.coverage),
          profile: assessment.profile.id,
        },
      },
    ],
  };
  return canonicalJson(log);
}

function ruleOf(id: string, finding: Finding, assessment: Assessment) {
  return {
    id: plain(id),
    name: plain(id)
      .split(/[^A-Za-z0-9]+/u)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join(''),
    shortDescription: { text: sentence(finding.title) },
    fullDescription: { text: sentence(finding.why) },
    help: { text: helpText(finding), markdown: helpMarkdown(finding) },
    defaultConfiguration: { level: LEVELS[finding.class] },
    properties: {
      precision: PRECISIONS[finding.grade],
      tags: [
        ...new Set([finding.stage, IMPACT_TITLES[finding.impact], plain(riskLabel(finding, assessment.profile)), ...finding.rows.map((row) => plain(row))]),
      ]
        .filter((tag) => tag !== '')
        .slice(0, 10),
    },
  };
}

function helpText({ why, test, fix }: Finding): string {
  const snippet = fix.snippet ? ['', ...plainLines(fix.snippet.text)] : [];
  return [sentence(why), '', `Test: ${plain(test)}`, '', 'Fix:', ...fix.steps.map((step, at) => `${at + 1}. ${plain(step)}`), ...snippet].join('\n');
}
function helpMarkdown({ why, test, fix }: Finding): string {
  const snippet = fix.snippet ? ['', ...fenced(fix.snippet.text, '')] : [];
  return [
    inline(sentence(why)),
    '',
    '**Test**',
    '',
    ...fenced(test, 'sh'),
    '',
    '**Fix**',
    '',
    ...fix.steps.map((step, at) => `${at + 1}. ${inline(step)}`),
    ...snippet,
  ].join('\n');
}

function resultOf(finding: Finding, ruleIndex: ReadonlyMap<string, number>, assessment: Assessment) {
  const [proof] = finding.proof;
  const id = problemId(finding);
  return {
    ruleId: plain(id),
    ruleIndex: ruleIndex.get(plain(id)) ?? -1,
    kind: 'fail',
    level: LEVELS[finding.class],
    message: {
      text: message([
        finding.says,
        ...(proof ? [[proof.says.replace(/:\s*$/u, ''), ...(proof.lines?.slice(0, 1) ?? [])].join(': ')] : []),
        `Fix: ${finding.fix.steps[0] ?? finding.title}`,
      ]),
    },
    locations: [located(placeOf(finding, assessment), subjectKey(finding.subject))],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint.toWellFormed(), 'launchReady/v1': finding.fingerprint.toWellFormed() },
    properties: {
      class: finding.class,
      impact: finding.impact,
      grade: finding.grade,
      stage: finding.stage,
      effort: sayEffort(finding),
      verifyFirst: finding.verifyFirst,
    },
  };
}

function notification(verdict: Verdict, assessment: Assessment) {
  return {
    level: 'warning',
    descriptor: { id: plain(verdict.check) },
    message: { text: message([`Not checked: ${verdict.title}`, verdict.reason ?? 'No reason was given']) },
    locations: [located(placeOfSubject(verdict.subject, assessment), subjectKey(verdict.subject))],
  };
}

function located(place: Place, subject: string) {
  return {
    physicalLocation: {
      artifactLocation: {
        uri: place.path
          .split('/')
          .map((part) => encodeURIComponent(part))
          .join('/'),
        uriBaseId: '%SRCROOT%',
      },
      region: { startLine: place.line },
    },
    logicalLocations: [{ fullyQualifiedName: plain(subject), kind: 'resource' }],
  };
}

/** Sentences in one text. `[…](…)` is a link in SARIF messages and `{0}` a placeholder: neither may come from outside. */
function message(parts: readonly string[]): string {
  return parts
    .map(sentence)
    .join(' ')
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/gu, '{ ');
}
function sentence(text: string): string {
  const one = plain(text) || 'No text was given';
  return /[.!?…:]$/u.test(one) ? one : `${one}.`;
}
