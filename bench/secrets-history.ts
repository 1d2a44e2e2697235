/**
 * Scanning secrets: a whole history with one and two threads, again from the cache, beside `git log -p` alone in the same run; a tree of 600 files and the staged hook.
 * `HISTORY=/path/to/repository npm run bench -- secrets-history` takes a real repository (bare or not); without it a made-up one of 120 MB is built.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { composeLocal } from '../src/compose-local.ts';
import type { Repository } from '../src/drivers/git.ts';
import type { LocalIo } from '../src/ports/io.ts';
import { scanHistory, type HistoryScan } from '../src/scan/scan-history.ts';
import { buildRepository } from '../range/repository.ts';
import { heading, inTurn, median, row, run } from './common/measure.ts';
import { emptyProject } from './common/project.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const FILES = 600;
const given = process.env['HISTORY'];

const made = given === undefined ? await madeUp() : undefined;
const root = resolve(given ?? made?.path ?? '.');
const repository: Repository = { at: [`--git-dir=${readdirSync(root).includes('HEAD') ? '.' : '.git'}`], prefix: '' };
const caches = mkdtempSync(join(tmpdir(), 'bench-cache-'));
const never = new AbortController().signal;

async function scanned(threads: number, cached: boolean): Promise<{ ms: number; scan: HistoryScan }> {
  const io = await composeLocal({ PATH: process.env['PATH'], XDG_CACHE_HOME: caches }).openLocal(root);
  const { cache, pool, ...rest } = io;
  const ours: LocalIo = { ...rest, ...(cached && cache && { cache }), ...(threads > 1 && pool && { pool: { ...pool, threads } }) };
  const began = performance.now();
  const scan = await scanHistory(ours, repository, { until: Number.POSITIVE_INFINITY }, never);
  return { ms: performance.now() - began, scan };
}

heading(`Whole history of ${given === undefined ? 'a made-up repository' : root}, load ${loadavg()[0]?.toFixed(1)} when it began`);
const { scan: first } = await scanned(2, true);
const { versions, bytes, media, missing } = first.scanned;
console.log(
  `${versions} different contents, ${(bytes / 1e6).toFixed(0)} MB, ${missing} missing, ${media} media files left out, ${first.found.length} contents with something in them`,
);
const times = await inTurn(ROUNDS, {
  one: async () => (await scanned(1, false)).ms,
  two: async () => (await scanned(2, false)).ms,
  cached: async () => (await scanned(2, true)).ms,
  gitLog: () => lengthOfLog(),
});
const rate = (ms: number): string => `${(bytes / 1000 / ms).toFixed(0)} MB/s`;
row('one thread', times.one, `${rate(median(times.one))}; goal 150 MB/s`);
row('two threads', times.two, `${rate(median(times.two))}; goal 250 MB/s`);
row('again, nothing changed', times.cached, 'goal 500 ms');
row('git log -p --all alone (its differences, not scanned)', times.gitLog, `${(median(times.gitLog) / median(times.two)).toFixed(1)} times ours`);
console.log(`peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1000)} MB (with TypeScript stripped at run time); goal 200 MB`);

heading('Whole process, bundled');
const project = await emptyProject();
const files = Object.fromEntries(Array.from({ length: FILES }, (_, n) => [`src/module-${n}.ts`, source(n)]));
const tree = await buildRepository({ commits: [{ message: 'Import', files }] });
const COMMAND = resolve('bin/launch-ready.cjs');
const command = async (...args: readonly string[]): Promise<number> => (await run(process.execPath, [COMMAND, ...args], { cwd: tree.path }))?.ms ?? Number.NaN;
const whole = await inTurn(ROUNDS * 2, {
  node: async () => (await run(process.execPath, ['-e', '0']))?.ms ?? Number.NaN,
  tree: () => command('scan', '--quiet'),
  staged: () => command('scan', '--staged', '--quiet'),
});
row('node that does nothing', whole.node);
row(`scan, ${FILES} files`, whole.tree, 'goal 400 ms');
row('scan --staged, nothing staged', whole.staged, 'goal 250 ms');
rmSync(caches, { recursive: true, force: true });
await Promise.all([project.remove(), tree.remove(), made?.remove()]);

function source(n: number): string {
  return Array.from({ length: 120 }, (_, at) => `export const step${at} = (input: number): number => input * ${n} + ${at}; // token of step ${at}`).join('\n');
}

/** Every commit changes some of 200 files of 10 kB. */
function madeUp(): ReturnType<typeof buildRepository> {
  const commits = Array.from({ length: 300 }, (_, n) => ({
    message: `Change ${n}`,
    files: Object.fromEntries(Array.from({ length: 40 }, (_file, at) => [`src/module-${(n * 7 + at * 5) % 200}.ts`, source(n * 1000 + at)])),
  }));
  return buildRepository({ commits });
}

function lengthOfLog(): Promise<number> {
  const began = performance.now();
  const log = spawn('git', ['-c', 'safe.directory=*', ...repository.at, 'log', '-p', '-U0', '--all'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  log.stdout.resume();
  return new Promise((done) => log.once('close', () => done(performance.now() - began)));
}
