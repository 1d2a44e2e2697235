import { isAtOrBelow } from '../model/domain-name.ts';
import { DNS_HOSTS } from '../data/dns-hosts.ts';
import { type DnsChange, RECORD_OUTPUT_NAMES, RECORD_OUTPUTS, type RecordOutput, USUAL_FORM, zoneEdit } from '../formats/record-outputs/index.ts';
import { cutOver } from '../formats/cut-over.ts';
import type { MapLine } from '../model/domain-map.ts';
import { canonicalName } from '../formats/zone-record.ts';
import type { NameServers } from '../evidence/domain/name-servers.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { FixedFinding, FixRecords, ZoneFix } from '../model/fix-records.ts';
import type { ArchivedRun } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import { quote } from '../model/text.ts';

export interface FixOptions {
  /** As `RunStore.load` takes it. */
  readonly run: string;
  /** Checks (`email/spf`), problems (`email/spf:duplicate`) or fingerprints; all findings when empty. */
  readonly wanted: readonly string[];
  readonly output: string;
  /** The changes that take the fix back. */
  readonly undo: boolean;
  /** Epoch milliseconds; the timed plan counts from here. */
  readonly now: number;
}

/** The DNS records that repair findings of an archived run, in the order of their rank, each set as it was tried. */
export async function fixRecords(options: FixOptions, deps: Pick<Deps, 'store'>): Promise<FixRecords> {
  const output = RECORD_OUTPUT_NAMES.find((name) => name === options.output);
  if (!output) throw new UsageError(`--as ${options.output} is not known; there are ${RECORD_OUTPUT_NAMES.join(', ')}`);
  const run = await deps.store.load(options.run);
  const wanted = choose(run.assessment.findings, options.wanted);
  const taken = new Map<string, DnsChange[]>();
  const chosen: { finding: Finding; changes: readonly DnsChange[] }[] = [];
  const next: Finding[] = [];
  const byHand: Finding[] = [];
  for (const finding of wanted) {
    const changes = (finding.fix.changes ?? []).filter((change) => change.kind === 'dns');
    if (changes.length === 0 || changes.length !== finding.fix.changes?.length) byHand.push(finding);
    else if (clash(changes, taken)) next.push(finding);
    else {
      chosen.push({ finding, changes });
      for (const change of changes) taken.set(setOf(change), [...(taken.get(setOf(change)) ?? []), change]);
    }
  }
  return {
    schema: 'launch-ready/fix-records@1',
    run: run.assessment.run.id,
    zones: zoneFixes(run, chosen, { ...options, output }),
    next: next.map(short),
    byHand: byHand.map(short),
  };
}

function choose(findings: readonly Finding[], wanted: readonly string[]): readonly Finding[] {
  const fits = (finding: Finding, id: string): boolean => [finding.fingerprint, finding.check, `${finding.check}:${finding.problem}`].includes(id);
  const stray = wanted.find((id) => !findings.some((finding) => fits(finding, id)));
  if (stray !== undefined) {
    const ids = [...new Set(findings.map(({ check, problem }) => `${check}:${problem}`))];
    throw new UsageError(`the run has no finding ${quote(stray, 80)}; ${ids.length === 0 ? 'it has none at all' : `it has ${ids.join(', ')}`}`);
  }
  return wanted.length === 0 ? findings : findings.filter((finding) => wanted.some((id) => fits(finding, id)));
}

/** Records are changed per name and type; two fixes of the same set were each tried alone, so only the first is taken. */
function setOf({ name, type }: DnsChange): string {
  return `${canonicalName(name)} ${type}`;
}
function clash(changes: readonly DnsChange[], taken: ReadonlyMap<string, readonly DnsChange[]>): boolean {
  const key = (change: DnsChange): string => `${change.op} ${change.data}`;
  return changes.some((change) => {
    const there = taken.get(setOf(change));
    return there !== undefined && !there.some((one) => key(one) === key(change));
  });
}

type Chosen = { readonly finding: Finding; readonly changes: readonly DnsChange[] };

function zoneFixes(run: ArchivedRun, chosen: readonly Chosen[], { output, undo, now }: { output: RecordOutput; undo: boolean; now: number }): ZoneFix[] {
  const zones = zonesOf(run);
  const homeOf = (name: string) => zones.find(({ zone }) => isAtOrBelow(name, zone)) ?? { zone: name.split('.').slice(-2).join('.'), names: [] };
  const all = chosen.flatMap(({ finding, changes }) => changes.map((change) => ({ finding, change, home: homeOf(canonicalName(change.name)) })));
  return [...new Set(all.map(({ home }) => home.zone))].map((zone) => {
    const mine = all.filter(({ home }) => home.zone === zone);
    const names = mine[0]?.home.names ?? [];
    const changes = mine.map(({ change }) => ({ ...change, name: canonicalName(change.name) }));
    const lines = run.assessment.map.flatMap((domain) => domain.lines);
    const seen = lines.flatMap(({ name, type, ttl }) => (ttl === null ? [] : [{ name, type, ttl }]));
    const plan = cutOver(changes, seen, negativeTtlOf(lines, zone), now);
    const form = DNS_HOSTS.find(({ servers }) => names.length > 0 && names.every((name) => servers.test(name)))?.form ?? USUAL_FORM;
    const where = mine[0]?.finding.fix.snippet?.where ?? `DNS of ${zone}`;
    const text = RECORD_OUTPUTS[output].print(zoneEdit(zone, undo ? plan.undo : changes, form));
    const steps = undo ? [] : plan.steps.map(({ atMs, says }) => ({ at: new Date(atMs).toISOString(), says }));
    return { zone, where, output, text, steps, findings: [...new Set(mine.map(({ finding }) => finding))].map(short) };
  });
}

/** The last number of the SOA, capped by its own TTL (RFC 2308 §5). */
function negativeTtlOf(lines: readonly MapLine[], zone: string): number | null {
  const soa = lines.find(({ name, type }) => name === zone && type === 'SOA');
  const minimum = Number(soa?.data.split(' ').at(-1));
  return soa && Number.isInteger(minimum) ? Math.min(minimum, soa.ttl ?? minimum) : null;
}

/** The zones of the run with their name servers, the deepest first. */
function zonesOf(run: ArchivedRun): readonly Pick<NameServers, 'zone' | 'names'>[] {
  const seen = run.evidence.flatMap((observation) =>
    observation.kind === 'domain/name-servers' && observation.seen ? [observation.value as NameServers] : [],
  );
  return seen.toSorted((a, b) => b.zone.length - a.zone.length);
}

function short({ fingerprint, check, problem, says, fix }: Finding): FixedFinding {
  return { fingerprint, id: `${check}:${problem}`, says, ...(fix.trial && { trial: fix.trial }) };
}
