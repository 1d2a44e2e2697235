/**
 * Makes assessments for tests without an engine: each maker fills in what a test does not care about, and the derived parts
 * (verdicts of findings, coverage) agree with the rest unless a test says otherwise.
 */
import type { Assessment, Coverage, CoverageItem, Decision, InventoryHost, PlanBlock, PlanTask, Question } from '../src/model/assessment.ts';
import { ASSESSMENT_SCHEMA } from '../src/model/assessment.ts';
import type { Finding, Proof, Verdict } from '../src/model/finding.ts';
import type { Attestation, Waiver } from '../src/model/intent.ts';
import type { Subject } from '../src/model/subject.ts';
import { subjectKey } from '../src/model/subject.ts';
import type { Outcome } from '../src/model/terms.ts';
import { IMPACTS } from '../src/model/terms.ts';
import { quote } from '../src/model/text.ts';

export const AT = '2026-11-25T04:15:00.000Z';

export const project: Subject = { kind: 'project', name: 'acme-assist' };
export const domain: Subject = { kind: 'domain', name: 'example.com', parent: subjectKey(project) };
export const host = (name: string): Subject => ({ kind: 'host', name, parent: subjectKey(domain) });
export const repository: Subject = { kind: 'repository', name: '.', parent: subjectKey(project) };

export const byClass: Assessment['profile'] = {
  id: 'internal-ops-demo',
  key: 'S1',
  title: 'Internal ops demo',
  riskLabels: { by: 'class', labels: { blocker: 'launch blocker', incident: 'likely incident', later: 'nice to fix later' } },
  stages: [
    { title: 'Audit', stages: ['audit'] },
    { title: 'Infrastructure', stages: ['domain', 'edge'] },
    { title: 'Secrets and mail', stages: ['secrets', 'email'] },
    { title: 'Speed', stages: ['performance', 'load'] },
    { title: 'Monitoring', stages: ['monitoring', 'deploy', 'resilience', 'ai'] },
    { title: 'Handover', stages: ['handover'] },
  ],
  impactOrder: IMPACTS,
};
export const byImpact: Assessment['profile'] = {
  ...byClass,
  id: 'mobile-first-launch',
  key: 'S2',
  title: 'Mobile-first launch',
  riskLabels: {
    by: 'impact',
    labels: {
      data: 'data exposure',
      downtime: 'downtime',
      revenue: 'downtime',
      email: 'email deliverability',
      cost: 'downtime',
      experience: 'UX',
      control: 'UX',
    },
  },
};

/** A finding with everything filled in; the fingerprint comes from problem and subject. */
export function makeFinding(given: Partial<Finding> & Pick<Finding, 'check' | 'problem'>): Finding {
  const subject = given.subject ?? domain;
  return {
    stage: 'domain',
    rows: ['B1'],
    failedRows: ['B1'],
    subject,
    class: 'blocker',
    impact: 'downtime',
    grade: 'proven',
    reach: 'all-users',
    verifyFirst: false,
    irreversible: false,
    title: 'The host name leads to a public address',
    says: `${subject.name} has no address`,
    why: 'A name without an address is a dead link: the browser says that the site cannot be found.',
    test: `dig +short ${subject.name} A`,
    fix: { steps: ['Add an A record that points to your host.'] },
    refs: ['RFC 1034 §3.6'],
    proof: [{ says: 'The name servers answer that the name does not exist', lines: [quote(`${subject.name}. IN A -> NXDOMAIN`)] }],
    data: {},
    minutes: 10,
    waitMinutes: 0,
    fingerprint: `1:${given.check}:${given.problem}|${subjectKey(subject)}`,
    ...given,
  };
}

export function makeProof(says: string, lines: readonly string[] = [], location?: { path: string; line?: number; commit?: string }): Proof {
  return {
    says,
    ...(lines.length > 0 && { lines: lines.map((line) => quote(line)) }),
    ...(location && { location: { ...location, path: quote(location.path) } }),
  };
}

export function makeVerdict(given: Partial<Verdict> & Pick<Verdict, 'check' | 'outcome'>): Verdict {
  const failed = given.outcome === 'fail';
  return {
    title: 'The host name leads to a public address',
    stage: 'domain',
    rows: ['B1'],
    subject: domain,
    failedRows: failed ? (given.rows ?? ['B1']) : [],
    grade: 'proven',
    findings: [],
    evidenceAt: AT,
    ...given,
  };
}

/** The verdicts that findings belong to: one per check and subject. */
export function verdictsOf(findings: readonly Finding[]): Verdict[] {
  return [...Map.groupBy(findings, (finding) => `${finding.check}|${subjectKey(finding.subject)}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { check, title, stage, rows, subject, grade } = first;
    return [makeVerdict({ check, title, stage, rows, subject, grade, outcome: 'fail', findings: group.map((finding) => finding.fingerprint) })];
  });
}

const STATES: Readonly<Record<Outcome, CoverageItem['state']>> = { pass: 'proven', fail: 'failed', unknown: 'unknown', 'not-applicable': 'not-applicable' };
const WORST_FIRST: readonly Outcome[] = ['fail', 'unknown', 'pass', 'not-applicable'];

/** Coverage as if every check were required. */
export function coverageOf(verdicts: readonly Verdict[]): Coverage {
  const items = [...Map.groupBy(verdicts, (verdict) => verdict.check)].flatMap(([id, group]): CoverageItem[] => {
    const worst = WORST_FIRST.flatMap((outcome) => group.find((verdict) => verdict.outcome === outcome) ?? [])[0];
    if (!worst) return [];
    return [{ id, title: worst.title, rows: worst.rows, state: STATES[worst.outcome], ...(worst.reason !== undefined && { reason: worst.reason }) }];
  });
  const number = (state: CoverageItem['state']): number => items.filter((item) => item.state === state).length;
  const [proven, failed, unknown] = [number('proven'), number('failed'), number('unknown')];
  return { proven, failed, unknown, total: proven + failed + unknown, items };
}

export function makeTask(given: Partial<PlanTask> & Pick<PlanTask, 'title'>): PlanTask {
  return { findings: [], stage: 'domain', minutes: 10, waitMinutes: 0, startsAtMinute: 0, because: 'blocker first', ...given };
}
export function makeBlocks(tasks: readonly (readonly PlanTask[])[]): PlanBlock[] {
  const hours = [0, 8, 24, 36, 48];
  const titles = ['Stop the bleeding', 'Make it hold', 'Watch it', 'Hand it over'];
  return titles.map((title, at) => ({ fromHour: hours[at] ?? 0, toHour: hours[at + 1] ?? 48, title, tasks: tasks[at] ?? [] }));
}

export function makeQuestion(given: Partial<Question> = {}): Question {
  return {
    row: 'I8',
    asks: 'How do you go back to the version before, and how long does it take?',
    minutes: 5,
    answerWith: "{ row: 'I8', statement: '…', by: '…' }",
    ...given,
  };
}
export function makeAttestation(given: Partial<Attestation> = {}): Attestation {
  return { row: 'J10', statement: 'Alerts go to the on-call phone', by: 'Ada Ops', evidence: 'call on 2026-11-20', at: '2026-11-20', ...given };
}
export function makeWaiver(finding: Finding, given: Partial<Waiver> = {}): Waiver {
  const { check, problem, subject } = finding;
  return {
    check,
    problem,
    subject: subject.name,
    class: finding.class,
    reason: 'Known; the old host goes away',
    owner: 'Ada Ops',
    at: '2026-11-20',
    until: '2026-12-10',
    ...given,
  };
}
export function makeHost(name: string, given: Partial<InventoryHost> = {}): InventoryHost {
  return {
    name,
    purpose: 'app',
    owner: 'Ada Ops',
    declared: true,
    records: [{ type: 'A', ttl: 300, data: '203.0.113.10' }],
    endsAt: `https://${name}/`,
    certificateUntil: '2027-01-20T00:00:00.000Z',
    ...given,
  };
}

const DEFAULT_DECISION: Decision = {
  decision: 'ship-now',
  rule: { id: 'ship-now/all-proven', says: 'No blocker is open and every required check is proven.' },
  because: ['every required check is proven'],
};

/** An assessment. Verdicts of the given findings are added unless `verdicts` already has them; coverage follows the verdicts. */
export function makeAssessment(given: Partial<Assessment> = {}): Assessment {
  const findings = given.findings ?? [];
  const own = given.verdicts ?? [];
  const verdicts = [...verdictsOf(findings).filter((verdict) => !own.some((one) => one.check === verdict.check && one.outcome === 'fail')), ...own];
  return {
    schema: ASSESSMENT_SCHEMA,
    tool: { name: 'launch-ready', version: '0.1.0' },
    run: { id: '20261125-041500-7f3a', at: AT, tookMs: 4210, interrupted: false, environment: 'production', vantage: 'local' },
    target: { project: 'acme-assist', hosts: ['app.example.com', 'www.example.com'], repository: true, configFile: 'launch-ready.config.ts' },
    release: { commit: '3f2c1ab', dirty: false },
    profile: byClass,
    decision: DEFAULT_DECISION,
    questions: [],
    waived: [],
    endedWaivers: [],
    attestations: [],
    subjects: [project, domain, host('app.example.com'), repository],
    inventory: [],
    map: [],
    plan: { blocks: [], cut: [], rule: null, minutes: findings.reduce((sum, finding) => sum + finding.minutes, 0) },
    timings: [{ probe: 'domain/host-addresses', looks: 3, tookMs: 48 }],
    traffic: [{ purpose: 'dns A', count: 4 }],
    cut: [],
    configLines: { hosts: 8, 'hosts[0]': 9, 'hosts[1]': 10, 'hosts[2]': 11 },
    ...given,
    findings,
    verdicts,
    coverage: given.coverage ?? coverageOf(verdicts),
  };
}
