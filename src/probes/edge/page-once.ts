import { type Exchange, get } from '../../drivers/http.ts';
import type { Io } from '../../ports/io.ts';

const MOST_BYTES = 300_000;
const PATIENCE_MS = 5000;

/** Asks for a page or an answer of the API that is read by GET; each only once per run. Rejects as `get` does. */
export function pageOnce(io: Io, url: string, signal: AbortSignal): Promise<Exchange> {
  return io.shared(`http:page:${url}`, () => get(io, { url, mostBytes: MOST_BYTES, timeoutMs: PATIENCE_MS }, signal));
}
