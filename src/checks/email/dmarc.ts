import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { isDmarc, resemblesDmarc } from '../../formats/dmarc.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { dmarcProblems } from './dmarc-problems.ts';
import { judgeDmarcRecord } from './dmarc-record.ts';
import { addDmarc, FIRST_POLICY, mergedDmarc, repairedDmarc, replaceDmarc } from './dmarc-remedy.ts';

export const dmarcCheck = defineCheck({
  id: 'email/dmarc',
  rows: ['D3', 'D8', 'D10'],
  stage: 'email',
  about: 'domain',
  title: 'DMARC is published and its reports arrive',
  why: 'Large mailbox providers ask for DMARC before they trust a sender, and only its reports show who sends mail in your name and whether your own mail passes.',
  test: 'dig +short TXT _dmarc.{subject}   (exactly one answer, beginning with "v=DMARC1;")',
  refs: ['RFC 9989', 'RFC 9990 §4'],
  needs: { dmarc: one(dmarcEvidence) },
  maxAge: '24h',
  monitorable: '15m',
  problems: dmarcProblems,
  judge({ dmarc }, context) {
    const { report, subject, intent } = context;
    const name = subject.name;
    if (intent.sendsMail === false) return report.notApplicable('the config says that this project sends no mail; see email/no-mail');
    const at = `_dmarc.${name}`;
    const proof = [{ says: `TXT at ${at}`, lines: [...dmarc.records, ...dmarc.others] }];
    if (dmarc.state === 'many')
      return report.fail('duplicate', { name, records: dmarc.records.length, proof, fix: replaceDmarc(name, dmarc.records, mergedDmarc(dmarc.records)) });
    const [record] = dmarc.records;
    if (record !== undefined) return judgeDmarcRecord(record, dmarc, context, proof);
    const [misplaced] = dmarc.misplaced;
    if (misplaced) {
      const says = [{ says: `TXT at ${misplaced.name}`, lines: [misplaced.record] }, { says: `DNS answered: there is no TXT record at ${at}` }];
      const fix = addDmarc(name, misplaced.record, [{ op: 'remove', name: misplaced.name, type: 'TXT', text: misplaced.record }]);
      return report.fail('wrong-place', { name, place: misplaced.name, right: at, proof: says, fix });
    }
    const lookalike = dmarc.others.find((text) => resemblesDmarc(text));
    if (lookalike !== undefined) {
      const wrong = quote('the text must begin with exactly "v=DMARC1;"');
      const repaired = repairedDmarc(lookalike);
      return report.fail('invalid', { name, wrong, proof, fix: replaceDmarc(name, [lookalike], isDmarc(repaired) ? repaired : FIRST_POLICY(name)) });
    }
    if (dmarc.inherited)
      return judgeDmarcRecord(dmarc.inherited.record, dmarc, context, [{ says: `TXT at _dmarc.${dmarc.inherited.from}`, lines: [dmarc.inherited.record] }]);
    const [unseen] = dmarc.unknownSteps;
    if (unseen)
      return report.unknown(`there is no record at ${at}, and DNS did not answer for _dmarc.${unseen.domain}, from where one may be inherited: ${unseen.why}`);
    return report.fail('missing', { name, proof: [{ says: `DNS answered: there is no DMARC record at ${at}` }], fix: addDmarc(name, FIRST_POLICY(name)) });
  },
});
