import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';

/**
 * Runs `make` for at most `timeoutMs`. `make` gets a signal that fires on the deadline and on the caller's abort, and must release what it holds then.
 * Rejects with `CouldNotLook` code `timeout` and `says` on the deadline, code `interrupted` when the caller gave up; the answer of `make` otherwise.
 */
export async function withDeadline<T>(
  io: Io,
  { timeoutMs, says }: { readonly timeoutMs: number; readonly says: string },
  signal: AbortSignal,
  make: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const deadline = new AbortController();
  const either = AbortSignal.any([signal, deadline.signal]);
  io.clock.sleep(timeoutMs, over.signal).then(
    () => deadline.abort(new CouldNotLook('timeout', says)),
    () => undefined,
  );
  try {
    return await Promise.race([make(either), untilAborted(either, over.signal)]);
  } catch (error) {
    if (signal.aborted) throw interruption(signal);
    if (deadline.signal.aborted) throw deadline.signal.reason;
    throw error;
  } finally {
    over.abort();
  }
}

/** Rejects when `signal` fires; never settles otherwise. `over` takes the listener away. */
function untilAborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(interruption(signal));
    else signal.addEventListener('abort', () => reject(interruption(signal)), { once: true, signal: over });
  });
}

function interruption(signal: AbortSignal): CouldNotLook {
  return signal.reason instanceof CouldNotLook ? signal.reason : new CouldNotLook('interrupted', 'stopped before an answer came');
}
