import { SPF_CAP, type SpfPlace } from '../../evidence/email/spf.ts';
import { parseSpf } from '../../formats/spf.ts';
import { addedSpace, mergeSpf } from '../../formats/spf-edit.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { dnsRemedy, replaceText, textRecord, whereToEdit, type ZoneAt } from '../domain/dns-remedy.ts';
import { judgeSpfCost } from './spf-cost.ts';
import { byHand, enterWhole, smallerAnswer } from './spf-hand.ts';
import type { spfProblems } from './spf-problems.ts';
import { judgeSpfTerms } from './spf-terms.ts';

export type SpfContext = JudgeContext<typeof spfProblems>;
/** One name's own record under judgement. */
export interface SpfOwn {
  readonly place: SpfPlace;
  readonly name: string;
  readonly text: string;
  readonly proof: readonly Proof[];
  /** The repair that puts another record in its place; by hand without one. */
  readonly replace: (text: string | undefined) => { fix: Remedy };
}

/** RFC 7208 §3.4: what fits into one packet without extensions. */
const MOST_ANSWER_BYTES = 512;
const MOST_PER_STRING = 255;

/** Judges the SPF records of one name by themselves; whether the right senders are in them is judged in `spf-senders.ts`. */
export function judgeSpfPlace(place: SpfPlace, at: ZoneAt, context: SpfContext): void {
  const { report, subject } = context;
  const own = place.nodes[0];
  const name = place.name;
  if (!own || own.state === 'unknown') return report.unknown(`DNS did not say whether ${name} has SPF: ${own?.why ?? 'not asked'}`);
  judgeLeftovers(place, at, context);
  const proof: Proof[] = [{ says: `TXT at ${name}`, lines: own.records }];
  const replace = (text: string | undefined): { fix: Remedy } => ({
    fix: text === undefined ? byHand(subject.name, name) : replaceSpf(at, name, own.records, text),
  });
  const [text] = own.records;
  if (own.state === 'many') return report.fail('duplicate', { name, records: own.records.length, proof, ...replace(mergeSpf(own.records)) });
  if (text === undefined) return judgeLookalike(place, at, context);
  const record = { place, name, text, proof, replace };
  if (judgeWhole(record, context)) return undefined;
  const [fault] = own.faults;
  if (fault) return report.fail('syntax', { name, at: fault.at + 1, term: fault.term, wrong: fault.says, proof, ...replace(mergeSpf([text])) });
  judgeSpfCost(record, context);
  // Of a text this long only the beginning is kept as evidence; the look-ups were counted in the whole.
  return text.length < SPF_CAP ? judgeSpfTerms(record, context) : undefined;
}

function judgeLookalike({ name, lookalikes }: SpfPlace, at: ZoneAt, { report, subject }: SpfContext): void {
  const [lookalike] = lookalikes;
  if (lookalike === undefined) return;
  const fixed = mergeSpf([lookalike]);
  const fix = fixed === undefined ? byHand(subject.name, name) : replaceSpf(at, name, [lookalike], fixed);
  report.fail('not-recognised', { name, proof: [{ says: `TXT at ${name}`, lines: [lookalike] }], fix });
}

/** Was the text entered whole? True when it was not: what else is wrong with it then only follows from that. */
function judgeWhole({ place, name, text, proof, replace }: SpfOwn, { report }: SpfContext): boolean {
  const lost = addedSpace(text, place.seams);
  if (lost) {
    report.fail('lost-space', { name, term: quote(lost.term), proof, ...replace(mergeSpf([lost.text])) });
    return true;
  }
  const ends = parseSpf(text).terms.some((term) => (term.kind === 'mechanism' ? term.name === 'all' : term.name === 'redirect'));
  if (text.length !== MOST_PER_STRING || place.seams.length > 0 || ends) return false;
  report.fail('cut-off', { name, proof, fix: enterWhole(name) });
  return true;
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

export function replaceSpf(at: ZoneAt, name: string, old: readonly string[], text: string): Remedy {
  return dnsRemedy(at, replaceText(name, old, text));
}
