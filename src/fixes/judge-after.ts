import { ask, type DnsReply } from '../drivers/dns.ts';
import { readDnsKey } from '../drivers/dns/key.ts';
import type { RecordType } from '../drivers/dns/record.ts';
import type { EvidenceSet } from '../engine/evidence-set.ts';
import { gather } from '../engine/gather.ts';
import { judge, type Judged, type JudgeOptions } from '../engine/judge.ts';
import { canonicalName } from '../formats/zone-record.ts';
import type { Observation } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Change, Trial } from '../model/fix.ts';
import type { Io } from '../ports/io.ts';
import type { Probe } from '../ports/probe.ts';
import { applyChanges } from './apply-changes.ts';
import { rememberDns, type Remembered, trialIo } from './trial-io.ts';
import { zonesSeen } from './zones-seen.ts';

/** What a fix is tried against: a finished run and everything DNS said in it. */
export interface TrialOptions extends Omit<JudgeOptions, 'evidence'> {
  readonly probes: readonly Probe[];
  readonly evidence: EvidenceSet;
  readonly remembered: Remembered;
  /** Everything the run found. */
  readonly findings: readonly Finding[];
  readonly io: Io;
  readonly signal: AbortSignal;
}

const BUDGET_MS = 5000;

/** What a trial of some changes says about one finding that they are to repair: is it gone, and is nothing else wrong that was not before? */
export function trialOf(finding: Finding, after: Judged | string, options: Pick<TrialOptions, 'findings'>): Trial {
  if (typeof after === 'string') return { outcome: 'unknown', says: after };
  const before = new Set(options.findings.map(({ fingerprint }) => fingerprint));
  const added = after.findings.find((one) => one.class !== 'later' && !before.has(one.fingerprint));
  if (added) return { outcome: 'harms', says: `it would bring up another problem: ${added.says}` };
  if (after.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint)) return { outcome: 'stays', says: 'the problem would still be there' };
  const verdict = after.verdicts.find(({ check, subject }) => check === finding.check && subject.name === finding.subject.name);
  if (verdict?.outcome === 'unknown') return { outcome: 'unknown', says: verdict.reason ?? 'what comes after it could not be looked at' };
  return { outcome: 'clears', says: 'tried on a copy of your DNS: the problem is gone, and no new one comes up' };
}

/**
 * Applies the DNS changes of a fix to a copy of the zones as the run saw them and judges again: all findings and verdicts once the changes are in place; or
 * why that cannot be told. Never rejects for what DNS says.
 */
export async function judgeAfter(changes: readonly Change[], options: TrialOptions): Promise<Judged | string> {
  const { probes, evidence, intent, signal } = options;
  const names = changes.flatMap((change) => (change.kind === 'dns' ? [canonicalName(change.name)] : []));
  if (names.some((name) => name.startsWith('*.'))) return 'from outside it cannot be told which names live only by the wildcard';
  const known = rememberDns(options.io, options.remembered);
  const missing = await askTargets(changes, known.io, options.remembered, signal);
  if (missing !== undefined) return missing;
  let zones;
  try {
    zones = applyChanges(zonesSeen([...known.remembered.values()]), changes);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  const gathered = await gather({
    probes,
    subjects: [...evidence.subjects.values()],
    intent,
    io: trialIo(options.io, zones, known.remembered, names),
    consent: { active: false, owned: [] },
    vantage: 'trial',
    budgetMs: BUDGET_MS,
    signal,
  });
  const observations = new Map<string, Observation<unknown>>(evidence.observations);
  for (const [key, observation] of gathered.observations) if (observation.seen || !observations.has(key)) observations.set(key, observation);
  return judge({ ...options, evidence: { subjects: evidence.subjects, observations } });
}

/** Asks where new aliases lead, as the run had no reason to; what DNS cannot say about them is the answer. */
async function askTargets(changes: readonly Change[], io: Io, remembered: Remembered, signal: AbortSignal): Promise<string | undefined> {
  const targets = changes.flatMap((change) => (change.kind === 'dns' && change.op === 'add' && change.type === 'CNAME' ? [change] : []));
  const questions = targets.flatMap(({ name, data }) => {
    const asked = [...remembered.keys()].map(readDnsKey).filter((question) => question?.name === canonicalName(name));
    return [...new Set(asked.map((question) => question?.type))].flatMap((type) => (type === undefined ? [] : [{ name: data, type: type as RecordType }]));
  });
  const replies = await Promise.all(questions.map(async ({ name, type }): Promise<DnsReply> => ask(io, { name, type, recursive: true }, signal)));
  const at = replies.findIndex(({ status }) => !['ok', 'nodata', 'nxdomain'].includes(status));
  return at < 0 ? undefined : `DNS did not say where ${questions[at]?.name} leads`;
}
