import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Io } from '../../ports/io.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** `Io.shared` for one run. */
export function askedOnce(): Io['shared'] {
  const asked = new Map<string, Promise<unknown>>();
  return async <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = asked.get(key) as Promise<T> | undefined;
    if (known) return known;
    const made = make();
    asked.set(key, made);
    // An answer that was cut short by somebody's deadline, or that somebody may not ask for, is not an answer: the next one asks again.
    made.catch((error: unknown) => {
      if (error instanceof Error && (error.name === 'AbortError' || ('code' in error && (error.code === 'interrupted' || error.code === 'no-consent'))))
        asked.delete(key);
    });
    return made;
  };
}
