import type { DmarcEvidence } from '../../evidence/email/dmarc.ts';
import { resemblesDmarc } from '../../formats/dmarc.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';
import { type DmarcContext, judgeDmarcRecord, type Seen } from './dmarc-record.ts';
import { textRecord } from '../domain/dns-remedy.ts';
import { addDmarc, repairedDmarc, replaceDmarc, startWatching } from './dmarc-remedy.ts';

/** The domain has no DMARC record of its own: is it elsewhere, damaged, inherited, or missing? */
export function judgeDmarcAbsence(dmarc: DmarcEvidence, context: DmarcContext, seen: Seen): void {
  const { report, subject } = context;
  const name = subject.name;
  const { proof, mailbox, at: zone } = seen;
  const at = `_dmarc.${name}`;
  const absent: Proof = { says: `DNS answered: there is no DMARC record at ${at}` };
  const [misplaced] = dmarc.misplaced;
  if (misplaced) {
    const fix = addDmarc(zone, name, misplaced.record, [textRecord('remove', misplaced.name, misplaced.record)]);
    const seen = { says: `TXT at ${misplaced.name}`, lines: [misplaced.record] };
    return report.fail('wrong-place', { name, place: misplaced.name, right: at, proof: [seen, absent], fix });
  }
  const lookalike = dmarc.others.find((text) => resemblesDmarc(text));
  if (lookalike !== undefined) {
    const wrong = quote('the text must begin with exactly "v=DMARC1;"');
    return report.fail('invalid', { name, wrong, proof, fix: replaceDmarc(zone, name, [lookalike], repairedDmarc(lookalike)) });
  }
  const parent = context.intent.domains.find((zone) => name.endsWith(`.${zone}`));
  if (parent !== undefined) return report.notApplicable(`${name} has no DMARC record of its own, so that of ${parent} counts, which is judged there`);
  if (dmarc.inherited) {
    const { from, record } = dmarc.inherited;
    return judgeDmarcRecord(record, dmarc, context, { ...seen, proof: [{ says: `TXT at _dmarc.${from}`, lines: [record] }] });
  }
  const [unseen] = dmarc.unknownSteps;
  if (unseen)
    return report.unknown(`there is no record at ${at}, and DNS did not answer for _dmarc.${unseen.domain}, from where one may be inherited: ${unseen.why}`);
  return report.fail('missing', { name, proof: [absent], fix: startWatching(zone, name, mailbox) });
}
