/**
 * SPF evaluation beside pyspf (Debian: python3-spf) on random zones, without any network: `npm run differential:spf -- [--cases 10000] [--seed 1] [--show 3]`.
 * Lists every kind of disagreement with the section of RFC 7208 that explains it; exit code 1 when one is not explained.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from '../../src/formats/dns-question.ts';
import { evaluateSpf, type SpfResult } from '../../src/formats/spf-evaluate.ts';
import { seededRandom } from '../../test/fuzz/mutate.ts';
import { explained, type PeerResult } from './spf-disagreements.ts';
import { type SpfCase, spfCase } from './spf-zones.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, show: { type: 'string', default: '1' } },
});
const random = seededRandom(Number(values.seed));
const cases = Array.from({ length: Number(values.cases) }, () => spfCase(random));

const peer = spawnSync('/usr/bin/python3', ['tools/differential/spf-peer.py'], {
  input: cases.map((each) => JSON.stringify(each)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 1e9,
});
if (peer.status !== 0) {
  console.error(`pyspf could not be run (Debian: apt-get install python3-spf): ${peer.stderr.slice(-500)}`);
  process.exit(2);
}
const theirs = peer.stdout
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as PeerResult);

const NOTHING_SAID = { result: 'no answer', says: '', explanation: '', lookups: 0, voids: 0 };
const NO_ANSWER: PeerResult = { ...NOTHING_SAID, patient: NOTHING_SAID };
const kinds = new Map<string, { count: number; examples: string[] }>();
const results: Record<string, number> = {};
let agree = 0;
for (const [at, each] of cases.entries()) {
  const ours = driveNow(evaluateSpf(each), answersOf(each));
  const other = theirs[at] ?? NO_ANSWER;
  results[ours.result] = (results[ours.result] ?? 0) + 1;
  if (ours.result === other.result && (ours.explanation ?? '') === other.explanation) agree += 1;
  else
    note(
      explained(each, ours, other, driveNow(evaluateSpf({ ...each, mostVoids: 1_000_000 }), answersOf(each))) ??
        `NOT EXPLAINED: ${ours.result} here, ${other.result} there`,
      each,
      ours,
      other,
    );
}
console.log(
  `${agree} of ${cases.length} zones agree; results here: ${Object.entries(results)
    .map(([result, count]) => `${result} ${count}`)
    .join(', ')}`,
);
for (const [kind, { count, examples }] of [...kinds].sort((a, b) => b[1].count - a[1].count)) {
  console.log(`${String(count).padStart(6)}  ${kind}`);
  for (const example of examples) console.log(`        ${example}`);
}
process.exitCode = [...kinds.keys()].some((kind) => kind.startsWith('NOT')) || cases.length !== theirs.length ? 1 : 0;

function note(kind: string, each: SpfCase, ours: SpfResult, other: PeerResult): void {
  const entry = kinds.get(kind) ?? { count: 0, examples: [] };
  kinds.set(kind, entry);
  entry.count += 1;
  if (entry.examples.length < Number(values.show)) entry.examples.push(describe(each, ours, other));
}

/** The zone only as far as both got. */
function describe({ ip, mailFrom, helo, zone }: SpfCase, ours: SpfResult, other: PeerResult): string {
  const names = new Set([...ours.path.map(({ domain }) => domain.toLowerCase()), mailFrom.toLowerCase().split('@').at(-1) ?? '', ours.fault?.text ?? '']);
  const records = Object.fromEntries(Object.entries(zone).filter(([name, { TXT = [] }]) => names.has(name) || TXT.includes(ours.fault?.text ?? '')));
  return JSON.stringify({ ip, mailFrom, helo, records, ours, theirs: other });
}

function answersOf({ zone }: SpfCase): (question: DnsQuestion) => DnsAnswer {
  const answer = (name: string, type: DnsQuestion['type'], passed: readonly string[]): DnsAnswer => {
    const lines = zone[name];
    if (!lines) return { ...NOTHING, status: 'nxdomain' };
    if (lines.TIMEOUT?.includes(type)) return { ...NOTHING, status: 'unknown', why: 'time-out' };
    const [alias] = lines.CNAME ?? [];
    if (alias !== undefined) return passed.includes(alias) ? { ...NOTHING, status: 'unknown', why: 'CNAME loop' } : answer(alias, type, [...passed, alias]);
    const texts = type === 'TXT' ? (lines.TXT ?? []) : [];
    const exchanges = type === 'MX' ? (lines.MX ?? []).map(([preference, exchange]) => ({ preference, exchange })) : [];
    const addresses = type === 'A' || type === 'AAAA' ? (lines[type] ?? []) : [];
    const names = type === 'PTR' ? (lines.PTR ?? []) : [];
    const isEmpty = texts.length + exchanges.length + addresses.length + names.length === 0;
    return { ...NOTHING, status: isEmpty ? 'nodata' : 'ok', texts, exchanges, addresses, names };
  };
  return ({ name, type }) => answer(name, type, [name]);
}
