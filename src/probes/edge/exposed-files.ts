import { get } from '../../drivers/http.ts';
import { type EdgeExposedFiles, edgeExposedFiles } from '../../evidence/edge/exposed-files.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { EXPOSED_PATHS } from '../../recognise/exposed-file.ts';
import { bodyText } from './body-text.ts';
import { shown } from './walk-evidence.ts';

const MOST_BYTES = 20_000;

export const edgeExposedFilesProbe = defineProbe({
  id: 'edge/exposed-files',
  version: 1,
  title: 'asks a host of yours for files that must not be public (.git, .env, database dumps)',
  about: 'host',
  needs: { http: one(edgeHttp, []) },
  fills: edgeExposedFiles,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 30_000,
  async gather({ subject, given, io, signal }) {
    if (given.http.status === 'no-address') return { value: { asked: 0, found: [] }, complete: true };
    const found: EdgeExposedFiles['found'][number][] = [];
    const limits: Limit[] = [];
    let asked = 0;
    for (const { path, recognise } of EXPOSED_PATHS) {
      const url = `https://${subject.name}${path}`;
      try {
        const answer = await get(io, { url, hidden: true, mostBytes: MOST_BYTES, timeoutMs: 5000, headers: { accept: '*/*' } }, signal);
        const text = bodyText(answer);
        const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: text });
        if (foreign?.kind === 'challenge') throw new CouldNotLook('challenged', `a bot check (${foreign.by}) answers`);
        asked += 1;
        const file = answer.status === 200 ? recognise(text) : undefined;
        if (file) found.push({ url: shown(url), kind: file.kind, sign: quote(file.sign, 300) });
      } catch (error) {
        if (!(error instanceof CouldNotLook) || asked === 0 || error.code === 'interrupted' || error.code === 'no-consent') throw error;
        // Guessing on where somebody wants to be left alone would only trip an alarm.
        limits.push({ part: 'asked', says: quote(`${path}: ${error.message}; the rest was not asked`) });
        break;
      }
    }
    return { value: { asked, found }, complete: limits.length === 0 ? true : limits };
  },
});
