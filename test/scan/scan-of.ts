import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { composeLocal } from '../../src/compose-local.ts';
import type { SecretScan } from '../../src/model/secret-scan.ts';
import { scan, type ScanOptions } from '../../src/verbs/scan.ts';

/** A folder for the cache that goes away with the current case. */
export function cacheFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lr-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Scans a folder as the command does. */
export function scanOf(folder: string, options: Partial<ScanOptions> = {}, cache?: string): Promise<SecretScan> {
  const deps = composeLocal({ PATH: process.env['PATH'], ...(cache !== undefined && { XDG_CACHE_HOME: cache }) });
  return scan({ folder, budgetMs: 60_000, signal: AbortSignal.timeout(60_000), ...options }, deps);
}

/** `blocker stripe-live-key src/pay.ts:2`, and `history` where it stands only there. */
export function linesOf({ findings }: SecretScan): string[] {
  return findings.map(({ level, format, places, history }) => {
    const [place] = places;
    const where = place
      ? `${place.path}${place.inside === null ? '' : ` > ${place.inside}`}:${place.line}`
      : `history ${history?.path ?? ''}:${history?.line ?? 0}`;
    return `${level} ${format} ${where}`;
  });
}
