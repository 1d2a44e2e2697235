import { SPF_CAP, type SpfPlace } from '../../evidence/email/spf.ts';
import { parseSpf } from '../../formats/spf.ts';
import { addedSpace, mergeSpf, mergedAlone } from '../../formats/spf-edit.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, textRecord, whereToEdit, type ZoneAt } from '../domain/dns-remedy.ts';
import { judgeSpfCost } from './spf-cost.ts';
import { enterWhole, smallerAnswer } from './spf-hand.ts';
import type { spfProblems } from './spf-problems.ts';
import type { SpfRepairs } from './spf-repairs.ts';
import { judgeSpfTerms } from './spf-terms.ts';

export interface SpfContext extends JudgeContext<typeof spfProblems> {
  readonly repairs: SpfRepairs;
}
/** One name's own record under judgement. */
export interface SpfOwn {
  readonly place: SpfPlace;
  readonly name: string;
  readonly text: string;
  readonly proof: readonly Proof[];
}

/** RFC 7208 §3.4: what fits into one packet without extensions. */
const MOST_ANSWER_BYTES = 512;
const MOST_PER_STRING = 255;

/** Judges the SPF records of one name by themselves; whether the right senders are in them is judged in `spf-senders.ts`. */
export function judgeSpfPlace(place: SpfPlace, at: ZoneAt, context: SpfContext): void {
  const { report, repairs } = context;
  const own = place.nodes[0];
  const name = place.name;
  if (!own || own.state === 'unknown') return report.unknown(`DNS did not say whether ${name} has SPF: ${own?.why ?? 'not asked'}`);
  judgeLeftovers(place, at, context);
  const proof: Proof[] = [{ says: `TXT at ${name}`, lines: own.records }];
  const [text] = own.records;
  if (own.state === 'many') return repairs.found(name, asItIs, (fix) => report.fail('duplicate', { name, records: own.records.length, proof, ...fix }));
  if (text === undefined) return judgeLookalike(place, context);
  const record = { place, name, text, proof };
  if (judgeWhole(record, context)) return undefined;
  const [fault] = own.faults;
  if (fault)
    return repairs.found(name, mergedAlone, (fix) => report.fail('syntax', { name, at: fault.at + 1, term: fault.term, wrong: fault.says, proof, ...fix }));
  // Of a text this long only the beginning is kept as evidence; the look-ups were counted in the whole.
  if (text.length < SPF_CAP) judgeSpfTerms(record, context);
  return judgeSpfCost(record, context);
}

/** What makes one record of several, or a record of what was meant as one, is where every repair begins. */
function asItIs(text: string): string {
  return text;
}

function judgeLookalike({ name, lookalikes }: SpfPlace, { report, repairs }: SpfContext): void {
  const [lookalike] = lookalikes;
  if (lookalike === undefined) return;
  repairs.found(name, asItIs, (fix) => report.fail('not-recognised', { name, proof: [{ says: `TXT at ${name}`, lines: [lookalike] }], ...fix }));
}

/** Was the text entered whole? True when it was not: what else is wrong with it then only follows from that. */
function judgeWhole({ place, name, text, proof }: SpfOwn, { report, repairs }: SpfContext): boolean {
  const lost = addedSpace(text, place.seams);
  if (lost)
    repairs.found(
      name,
      () => mergeSpf([lost.text]),
      (fix) => report.fail('lost-space', { name, term: quote(lost.term), proof, ...fix }),
    );
  else if (isCutOff(place)) repairs.found(name, undefined, () => report.fail('cut-off', { name, proof, fix: enterWhole(name) }));
  else return false;
  return true;
}

/** True when the text stops in the middle, so that nobody knows what else stood in it. */
export function isCutOff({ nodes, seams }: SpfPlace): boolean {
  const text = nodes[0]?.records[0] ?? '';
  const ends = parseSpf(text).terms.some((term) => (term.kind === 'mechanism' ? term.name === 'all' : term.name === 'redirect'));
  return text.length === MOST_PER_STRING && seams.length === 0 && !ends;
}

/** What stands beside the record at its name. */
function judgeLeftovers(place: SpfPlace, at: ZoneAt, { report }: SpfContext): void {
  const { name, senderId, oldType, answerBytes } = place;
  if (senderId.length > 0) {
    const fix = dnsRemedy(
      at,
      senderId.map((text) => textRecord('remove', name, text)),
    );
    report.fail('sender-id', { name, proof: [{ says: `TXT at ${name}`, lines: senderId }], fix });
  }
  if (oldType.length > 0) {
    const fix = { steps: [whereToEdit(at.zone, at.nameServers), `Delete the record of type SPF at ${name}, and leave the one of type TXT as it is.`] };
    report.fail('old-type', { name, proof: [{ says: `SPF (type 99) at ${name}`, lines: oldType }], fix });
  }
  if (answerBytes <= MOST_ANSWER_BYTES || place.nodes[0]?.state !== 'record') return;
  const proof = [{ says: `TXT at ${name}: ${answerBytes} bytes with all other TXT records there`, lines: place.nodes[0].records }];
  report.fail('large-answer', { name, bytes: answerBytes, limit: MOST_ANSWER_BYTES, proof, fix: smallerAnswer(name) });
}
