import { type Exchange, get } from '../../drivers/http.ts';
import type { Io } from '../../ports/io.ts';

const MOST_BYTES = 6_000_000;
/** All that was fetched stays in memory to the end of the run: once it is so much, no more than the beginning of a further file is. */
const ROOM = 150_000_000;
const FEW_BYTES = 300_000;

/** Fetches a script, style sheet or image; each only once per run. Rejects as `get` does. */
export async function assetOnce(io: Io, url: string, signal: AbortSignal): Promise<Exchange> {
  const kept = await io.shared('http:assets', () => Promise.resolve({ bytes: 0 }));
  return io.shared(`http:asset:${url}`, async () => {
    const mostBytes = kept.bytes < ROOM ? MOST_BYTES : FEW_BYTES;
    const answer = await get(io, { url, mostBytes, timeoutMs: 8000, headers: { accept: '*/*' } }, signal);
    kept.bytes += answer.body.length;
    return answer;
  });
}
