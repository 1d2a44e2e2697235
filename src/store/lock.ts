import { open, rm, stat } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';

const STALE_LOCK_MS = 30_000;

/** One writer at a time; a lock left by a crash is taken over after half a minute. */
export async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const age = Date.now() - (await stat(lock).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
      if (age > STALE_LOCK_MS) await rm(lock, { force: true });
      else if (tries > 100) throw new UsageError(`another launch-ready is writing (${lock}); try again when it has finished`);
      else await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}
