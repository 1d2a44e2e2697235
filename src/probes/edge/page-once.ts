import { type Exchange, get } from '../../drivers/http.ts';
import type { Io } from '../../ports/io.ts';
import { roomForAnswer } from './kept-answers.ts';

const PATIENCE_MS = 5000;

/** Asks for a page or an answer of the API that is read by GET; each only once per run. Rejects as `get` does. */
export function pageOnce(io: Io, url: string, signal: AbortSignal): Promise<Exchange> {
  return io.shared(`http:page:${url}`, async () => {
    const { mostBytes, keep } = await roomForAnswer(io, { most: 300_000, little: 30_000 });
    const answer = await get(io, { url, mostBytes, timeoutMs: PATIENCE_MS }, signal);
    keep(answer.body.length);
    return answer;
  });
}
