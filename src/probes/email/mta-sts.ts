import { mtaStsEvidence, type MtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { answerAt, type Asking, drive } from '../../formats/dns-question.ts';
import { isMtaSts, parseMtaStsPolicy, parseMtaStsRecord } from '../../formats/mta-sts.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';
import { type Fetched, fetchFile } from './fetch-file.ts';

/** RFC 8461 §3.3 lets senders set a limit; 64 kB is what it proposes. */
const MOST_BYTES = 65_536;

/**
 * The record, without the policy behind it.
 * @throws CouldNotLook when nobody could answer for `_mta-sts.` of the domain
 */
export function* lookAtMtaSts(domain: string): Asking<Omit<MtaStsEvidence, 'policy'>> {
  const answer = answerAt(yield [{ name: `_mta-sts.${domain}`, type: 'TXT' }], 0);
  if (answer.status === 'unknown') throw couldNotAsk(answer);
  const records = answer.texts.filter(isMtaSts);
  const meant = answer.texts.filter((text) => !isMtaSts(text) && /stsv1/i.test(text));
  const kept = records.length > 0 ? records : meant;
  const [first] = kept;
  return {
    state: records.length > 1 ? 'many' : records.length === 1 ? 'record' : meant.length > 0 ? 'other' : 'none',
    records: kept.slice(0, 10).map((text) => quote(text)),
    faults:
      first === undefined
        ? []
        : parseMtaStsRecord(first)
            .faults.slice(0, 10)
            .map(({ says }) => quote(says)),
  };
}

/** What a fetched file says as a policy. */
export function policyIn({ file, text }: Fetched): NonNullable<MtaStsEvidence['policy']> {
  const isAnswer = file.outcome === 'answered' && file.status === 200;
  const { mode, maxAge, mx, faults } = parseMtaStsPolicy(isAnswer ? text : '');
  return {
    file,
    lines: text
      .split('\n', 40)
      .map((line) => quote(line))
      .filter((line) => line !== ''),
    mode,
    maxAge,
    mx: mx.slice(0, 50).map((name) => quote(name)),
    faults: isAnswer ? faults.slice(0, 20).map(({ line, says }) => quote(line > 0 ? `line ${line}: ${says}` : says)) : [],
  };
}

export const mtaStsProbe = defineProbe({
  id: 'email/mta-sts',
  version: 1,
  title: 'asks DNS for MTA-STS and fetches its policy',
  about: 'domain',
  needs: {},
  fills: mtaStsEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ subject, io, signal }) {
    const seen = await drive(lookAtMtaSts(subject.name), networkAnswers(io, signal));
    if (seen.state !== 'record') return { value: { ...seen, policy: null }, complete: true };
    const url = `https://mta-sts.${subject.name}/.well-known/mta-sts.txt`;
    return { value: { ...seen, policy: policyIn(await fetchFile(io, url, MOST_BYTES, signal)) }, complete: true };
  },
});
