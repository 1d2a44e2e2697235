import { bimiEvidence, type BimiEvidence } from '../../evidence/email/bimi.ts';
import { bimiPictureFaults, isBimi, parseBimi } from '../../formats/bimi.ts';
import { answerAt, type Asking, drive } from '../../formats/dns-question.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';
import { fetchFile } from './fetch-file.ts';

const MOST_BYTES = 200_000;
type Announced = Omit<BimiEvidence, 'picture'> & { readonly url: string | null };

/** @throws CouldNotLook when nobody could answer for `default._bimi.` of the domain */
export function* lookAtBimi(domain: string): Asking<Announced> {
  const answer = answerAt(yield [{ name: `default._bimi.${domain}`, type: 'TXT' }], 0);
  if (answer.status === 'unknown') throw couldNotAsk(answer);
  const records = answer.texts.filter(isBimi);
  const parsed = records[0] === undefined ? undefined : parseBimi(records[0]);
  return {
    state: records.length > 1 ? 'many' : records.length === 1 ? 'record' : 'none',
    records: records.slice(0, 10).map((text) => quote(text, 1000)),
    faults: (parsed?.faults ?? []).slice(0, 10).map(({ says }) => quote(says)),
    declined: parsed?.declined ?? false,
    hasCertificate: parsed?.certificate != null,
    url: parsed?.picture ?? null,
  };
}

export const bimiProbe = defineProbe({
  id: 'email/bimi',
  version: 1,
  title: 'asks DNS for the brand picture of mail and fetches it',
  about: 'domain',
  needs: {},
  fills: bimiEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ subject, io, signal }) {
    const { url, ...seen } = await drive(lookAtBimi(subject.name), networkAnswers(io, signal));
    if (url === null || seen.state !== 'record') return { value: { ...seen, picture: null }, complete: true };
    const { file, text } = await fetchFile(io, url, MOST_BYTES, signal);
    const faults = file.status === 200 ? bimiPictureFaults(text) : [];
    return { value: { ...seen, picture: { file, faults: faults.slice(0, 10).map((says) => quote(says)) } }, complete: true };
  },
});
