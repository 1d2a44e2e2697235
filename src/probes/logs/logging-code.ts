import { Buffer } from 'node:buffer';
import { readTree } from '../../drivers/repository-tree.ts';
import { loggingCode, type LoggingCode } from '../../evidence/logs/logging-code.ts';
import { fileRole } from '../../formats/file-role.ts';
import { findLoggedWholes, mayLog } from '../../formats/logging-code.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';

const MOST_PLACES = 200;
const MOST_BYTES = 1_500_000;
/** Run by hand, beside the app. */
const BESIDE = /(?:^|\/)(?:scripts?|tools?|bin)\//;

export const loggingCodeProbe = defineProbe({
  id: 'logs/logging-code',
  version: 1,
  title: 'reads what the code logs whole: requests, the environment, errors of clients',
  about: 'repository',
  needs: {},
  fills: loggingCode,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 30_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    const limits: Limit[] = tree.leftOut.slice(0, 20).map((what) => ({ part: 'files', says: quote(`not read: ${what}`) }));
    const places: LoggingCode['places'][number][] = [];
    let files = 0;
    for (const { path, bytes } of tree.files) {
      if (!mayLog(path) || fileRole(path) !== 'code' || BESIDE.test(path)) continue;
      if (!bytes || bytes.length > MOST_BYTES) {
        limits.push({ part: 'files', says: quote(`${path} is too large to be read as code`) });
        continue;
      }
      files++;
      const found = findLoggedWholes(Buffer.from(bytes).toString('utf8'), path);
      places.push(...found.map(({ kind, line, code }) => ({ kind, path: quote(path), line, code: quote(code, 160) })));
    }
    return { value: { places: places.slice(0, MOST_PLACES), files }, complete: limits.length > 0 ? limits.slice(0, 50) : true };
  },
});
