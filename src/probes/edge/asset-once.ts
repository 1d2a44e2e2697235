import { type Exchange, get } from '../../drivers/http.ts';
import type { Io } from '../../ports/io.ts';
import { roomForAnswer } from './kept-answers.ts';

/** Fetches a script, style sheet or image; each only once per run. Rejects as `get` does. */
export function assetOnce(io: Io, url: string, signal: AbortSignal): Promise<Exchange> {
  return io.shared(`http:asset:${url}`, async () => {
    const { mostBytes, keep } = await roomForAnswer(io, { most: 6_000_000, little: 300_000 });
    const answer = await get(io, { url, mostBytes, timeoutMs: 8000, headers: { accept: '*/*' } }, signal);
    keep(answer.body.length);
    return answer;
  });
}
