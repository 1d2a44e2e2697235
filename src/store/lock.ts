import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';
import { whileThere, writeFault } from './whole-file.ts';

const STALE_LOCK_MS = 30_000;

/** One writer at a time; the lock of a process that is gone is taken over, and any after half a minute. */
export async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw writeFault(lock, error);
      if (await isStale(lock)) await rm(lock, { force: true });
      else if (tries > 100) throw new UsageError(`another launch-ready is writing (${lock}); try again when it has finished`);
      else await new Promise((wake) => setTimeout(wake, 50));
    }
  }
  await whileThere(lock, work);
}

async function isStale(lock: string): Promise<boolean> {
  const [facts, text] = await Promise.all([stat(lock), readFile(lock, 'utf8')]).catch(() => []);
  if (facts === undefined) return false;
  return Date.now() - facts.mtimeMs > STALE_LOCK_MS || (/^\d+$/.test(text) && !isRunning(Number(text)));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
