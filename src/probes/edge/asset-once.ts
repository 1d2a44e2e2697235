import { type Exchange, get } from '../../drivers/http.ts';
import type { Io } from '../../ports/io.ts';

const MOST_BYTES = 1_500_000;

/** Fetches a script, style sheet or image; each only once per run. Rejects as `get` does. */
export function assetOnce(io: Io, url: string, signal: AbortSignal): Promise<Exchange> {
  return io.shared(`http:asset:${url}`, () => get(io, { url, mostBytes: MOST_BYTES, timeoutMs: 8000, headers: { accept: '*/*' } }, signal));
}
