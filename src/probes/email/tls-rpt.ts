import { tlsRptEvidence, type TlsRptEvidence } from '../../evidence/email/tls-rpt.ts';
import { answerAt, type Asking, drive } from '../../formats/dns-question.ts';
import { isTlsRpt, parseTlsRpt } from '../../formats/tls-rpt.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';

/** @throws CouldNotLook when nobody could answer for `_smtp._tls.` of the domain */
export function* lookAtTlsRpt(domain: string): Asking<TlsRptEvidence> {
  const answer = answerAt(yield [{ name: `_smtp._tls.${domain}`, type: 'TXT' }], 0);
  if (answer.status === 'unknown') throw couldNotAsk(answer);
  const records = answer.texts.filter(isTlsRpt);
  const meant = answer.texts.filter((text) => !isTlsRpt(text) && /tlsrpt/i.test(text));
  const kept = records.length > 0 ? records : meant;
  const [first] = kept;
  return {
    state: records.length > 1 ? 'many' : records.length === 1 ? 'record' : meant.length > 0 ? 'other' : 'none',
    records: kept.slice(0, 10).map((text) => quote(text, 1000)),
    faults:
      first === undefined
        ? []
        : parseTlsRpt(first)
            .faults.slice(0, 10)
            .map(({ says }) => quote(says)),
  };
}

export const tlsRptProbe = defineProbe({
  id: 'email/tls-rpt',
  version: 1,
  title: 'asks DNS where failed encryption of mail is reported to',
  about: 'domain',
  needs: {},
  fills: tlsRptEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, io, signal }) {
    return { value: await drive(lookAtTlsRpt(subject.name), networkAnswers(io, signal)), complete: true };
  },
});
