/**
 * What the secret scanner finds in trees that have nothing to find: `node bench/main.ts secrets-healthy FOLDER...`, given well-known packages and real apps.
 * Target: no blocker, at most two findings each. `--show` prints each finding, masked.
 */
import { basename } from 'node:path';
import { scanTree } from '../src/scan/scan-tree.ts';
import { localIo } from '../test/repository/local-io.ts';
import { heading } from './common/measure.ts';

const TREE_MS = 120_000;

async function lookAt(folder: string): Promise<void> {
  const io = await localIo(folder);
  const { files, scanned, gaps } = await scanTree(io, { until: io.clock.mono() + TREE_MS }, AbortSignal.timeout(TREE_MS * 2));
  const hits = files
    .flatMap((file) => file.hits.map((hit) => ({ ...hit, path: file.path })))
    .filter((hit) => hit.class === 'secret' || hit.class === 'test-key');
  // One value is one finding, wherever it stands.
  const distinct = [...new Map(hits.map((hit) => [hit.fingerprint ?? `${hit.path} ${hit.line}`, hit])).values()];
  const blockers = distinct.filter(({ level }) => level === 'blocker').length;
  const numbers = [`${scanned.files}`.padStart(6), (scanned.bytes / 1e6).toFixed(1).padStart(7), `${blockers}`.padStart(9), `${distinct.length}`.padStart(9)];
  console.log(`${basename(folder).padEnd(30)} ${numbers.join('')}${gaps.length > 0 ? `  ${gaps.length} not looked into` : ''}`);
  if (process.argv.includes('--show'))
    for (const { path, line, inside, level, format, masked } of distinct)
      console.log(`    ${level} ${format} ${masked} ${path}${inside === undefined ? '' : ` → ${inside}`}:${line}`);
}

const folders = process.argv.slice(2).filter((argument) => argument.includes('/') && !argument.startsWith('--'));
heading('Secret scanner on healthy code: no blocker, at most two findings each');
if (folders.length === 0) console.log('no trees given: node bench/main.ts secrets-healthy FOLDER...');
else {
  console.log(`${''.padEnd(30)}  files     MB blockers findings`);
  for (const folder of folders) await lookAt(folder);
}
