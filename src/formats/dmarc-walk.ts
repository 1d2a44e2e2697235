import type { UnseenCode } from '../model/evidence.ts';
import { parseDmarc, isDmarc, type DmarcRecord } from './dmarc.ts';
import { answerAt, type Asking, type DnsAnswer } from './dns-question.ts';

/** RFC 9989 §4.10: at most eight questions, however many labels the name has. */
const MOST_STEPS = 8;

/** What was found at `_dmarc.` below one name of the walk. */
export interface DmarcStep {
  readonly domain: string;
  /** `many` counts as none for receivers; absences are proven. */
  readonly state: 'record' | 'none' | 'many' | 'unknown';
  readonly why: string | null;
  readonly code: UnseenCode | undefined;
  readonly records: readonly string[];
  /** Other TXT texts at the name. */
  readonly others: readonly string[];
  /** CNAME targets passed on the way: a record kept elsewhere. */
  readonly chain: readonly string[];
}
export interface DmarcWalk {
  /** The name itself first; the rest was asked only when it has no record of its own. */
  readonly steps: readonly DmarcStep[];
  /** Where the policy comes from that receivers apply to the name, if there is one. */
  readonly inherited: { readonly from: string; readonly text: string } | null;
  /** The organisational domain as far as it was looked for; `null` when a step that could have decided was unknown. */
  readonly organisation: string | null;
}

/** The names that the tree walk asks, longest first (RFC 9989 §4.10). */
export function walkNames(domain: string): string[] {
  const labels = domain.split('.');
  const names = [domain];
  for (let count = Math.min(labels.length - 1, MOST_STEPS - 1); count > 0; count--) names.push(labels.slice(-count).join('.'));
  return names;
}

/**
 * Finds the DMARC record that applies to a name: its own, or by the tree walk that of its organisational domain, or of the public suffix above that
 * (RFC 9989 §4.10). Several records at one name count as none.
 * @param always walks up also when the name has a record of its own, to learn the organisational domain
 */
export function* walkDmarc(domain: string, always = false): Asking<DmarcWalk> {
  const [own, ...above] = walkNames(domain);
  const first = stepOf(domain, answerAt(yield [{ name: `_dmarc.${own ?? domain}`, type: 'TXT' }], 0));
  const enough = first.state === 'unknown' || (first.state === 'record' && !always);
  if (enough || above.length === 0) return { steps: [first], inherited: null, organisation: organisationIn([first]) };
  const answers = yield above.map((name) => ({ name: `_dmarc.${name}`, type: 'TXT' as const }));
  const steps = [first, ...above.map((name, index) => stepOf(name, answerAt(answers, index)))];
  const organisation = organisationIn(steps);
  if (first.state === 'record' || organisation === null) return { steps, inherited: null, organisation };
  const source = steps.find((step) => step.domain === organisation && step.state === 'record') ?? steps.find((step) => recordOf(step)?.psd === 'y');
  return { steps, inherited: source?.records[0] === undefined ? null : { from: source.domain, text: source.records[0] }, organisation };
}

function stepOf(domain: string, answer: DnsAnswer): DmarcStep {
  const records = answer.texts.filter(isDmarc);
  const state = answer.status === 'unknown' ? 'unknown' : records.length === 0 ? 'none' : records.length === 1 ? 'record' : 'many';
  return { domain, state, why: answer.why ?? null, code: answer.code, records, others: answer.texts.filter((text) => !isDmarc(text)), chain: answer.chain };
}

function recordOf(step: DmarcStep): DmarcRecord | undefined {
  return step.state === 'record' && step.records[0] !== undefined ? parseDmarc(step.records[0]) : undefined;
}

/**
 * RFC 9989 §4.10.2: `psd=n` names it, `psd=y` stands one label above it, else it is the shortest name with a record; without any, the name itself.
 * `null` when an answer that would have decided is missing.
 */
function organisationIn(steps: readonly DmarcStep[]): string | null {
  const start = steps[0]?.domain ?? '';
  let found = start;
  for (const [index, step] of steps.entries()) {
    if (step.state === 'unknown') return null;
    const record = recordOf(step);
    if (!record) continue;
    if (record.psd === 'n') return step.domain;
    if (record.psd === 'y')
      return index === 0
        ? start
        : start
            .split('.')
            .slice(-(step.domain.split('.').length + 1))
            .join('.');
    found = step.domain;
  }
  return found;
}
