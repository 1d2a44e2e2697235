/**
 * Scanning secrets with the built package, whole processes: a history on one core and on all, again from the cache, beside `git log -p` alone in the same run; a tree of
 * 600 files and the staged hook. On a busy machine processor time (of the process, its threads and every git) is the figure that can be compared; the least of the rounds counts.
 * `HISTORY=/path/to/repository npm run bench -- secrets-history` takes a real repository (bare or not); without it a made-up one is built.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SecretScan } from '../src/model/secret-scan.ts';
import { buildRepository } from '../range/repository.ts';
import { childrenCpuMs, heading, inTurn, row, run, type Ran } from './common/measure.ts';
import { emptyProject } from './common/project.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
const FILES = 600;
const COMMAND = resolve('bin/launch-ready.cjs');
const given = process.env['HISTORY'];

const made = given === undefined ? await madeUp() : undefined;
const root = resolve(given ?? made?.path ?? '.');
const work = mkdtempSync(join(tmpdir(), 'bench-history-'));
const [place, cache] = [join(work, 'place'), join(work, 'cache')];
// A folder without files, so that only the history is read; also of a bare repository.
mkdirSync(place);
writeFileSync(join(place, '.git'), `gitdir: ${readdirSync(root).includes('HEAD') ? root : join(root, '.git')}\n`);

interface Measured extends Ran {
  readonly cpuMs: number;
}
const seen: Record<string, Measured[]> = {};

/** Runs it and keeps what it took, by `name`. */
async function measured(name: string, command: string, args: readonly string[], cwd: string): Promise<number> {
  const before = childrenCpuMs() ?? Number.NaN;
  const ran = await run(command, args, { cwd, env: { XDG_CACHE_HOME: cache }, timeoutMs: 600_000 });
  if (!ran) return Number.NaN;
  (seen[name] ??= []).push({ ...ran, cpuMs: (childrenCpuMs() ?? Number.NaN) - before });
  return ran.ms;
}
const least = (name: string, of: 'ms' | 'cpuMs'): number => Math.min(...(seen[name] ?? []).slice(1).map((one) => one[of]));
const peak = (name: string): string => `${(Math.max(...(seen[name] ?? []).map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0)} MB`;

const SCAN = ['scan', '--history', '--format', 'json'];
function history(name: string, command: string, ...args: readonly string[]): Promise<number> {
  rmSync(cache, { recursive: true, force: true });
  return measured(name, command, args, place);
}

heading(`Whole history of ${given === undefined ? 'a made-up repository' : root}, load ${loadavg()[0]?.toFixed(1)} when it began`);
await inTurn(ROUNDS, {
  one: () => history('one', 'taskset', '-c', '0', process.execPath, COMMAND, ...SCAN),
  all: () => history('all', process.execPath, COMMAND, ...SCAN),
  again: () => measured('again', process.execPath, [COMMAND, ...SCAN], place),
  gitLog: () => measured('gitLog', 'git', ['-c', 'safe.directory=*', 'log', '-p', '-U0', '--all', '--output', '/dev/null'], place),
});
const { scanned, notScanned } = JSON.parse(seen['all']?.[0]?.out ?? '') as SecretScan;
const { versions, historyBytes, media } = scanned;
console.log(
  `${versions} different contents, ${(historyBytes / 1e6).toFixed(0)} MB, ${media} media files left out; not scanned: ${notScanned.join('; ') || 'nothing'}`,
);
const rate = (ms: number): string => `${(historyBytes / 1000 / ms).toFixed(0)} MB/s`;
for (const [name, what, goal] of [
  ['one', 'one core, with git', '150 MB/s'],
  ['all', 'all cores, with git', '250 MB/s'],
] as const)
  console.log(
    `${what.padEnd(44)} ${rate(least(name, 'ms')).padStart(9)}, per second of processor time ${rate(least(name, 'cpuMs')).padStart(9)}; goal ${goal}; ${peak(name)} at most, goal 200 MB`,
  );
console.log(
  `git log -p alone, not scanned: ${(least('gitLog', 'ms') / least('all', 'ms')).toFixed(1)} times the time, ${(least('gitLog', 'cpuMs') / least('all', 'cpuMs')).toFixed(1)} times the processor time`,
);
console.log(
  `again, nothing changed: ${least('again', 'ms').toFixed(0)} ms, processor ${least('again', 'cpuMs').toFixed(0)} ms; goal 500 ms; ${peak('again')} at most`,
);

heading('A tree and a commit');
const project = await emptyProject();
const files = Object.fromEntries(Array.from({ length: FILES }, (_, n) => [`src/module-${n}.ts`, source(n)]));
const tree = await buildRepository({ commits: [{ message: 'Import', files }] });
const command = async (...args: readonly string[]): Promise<number> => (await run(process.execPath, [COMMAND, ...args], { cwd: tree.path }))?.ms ?? Number.NaN;
const whole = await inTurn(ROUNDS * 2, {
  node: async () => (await run(process.execPath, ['-e', '0']))?.ms ?? Number.NaN,
  tree: () => command('scan', '--quiet'),
  staged: () => command('scan', '--staged', '--quiet'),
});
row('node that does nothing', whole.node);
row(`scan, ${FILES} files`, whole.tree, 'goal 400 ms');
row('scan --staged, nothing staged', whole.staged, 'goal 250 ms');
rmSync(work, { recursive: true, force: true });
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
