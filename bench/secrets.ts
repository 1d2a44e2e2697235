/**
 * Figures of the secret scanner itself, in processor time, which a busy machine changes least: source text, one long line, the start of a bundled process, and a tree of
 * 20 MB by whole process, beside secretlint and ship-safe from npm in the same run (`--alone` leaves them out). The tree needs `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { secretRules } from '../src/data/secret-rules.ts';
import { compileScanner } from '../src/recognise/secrets/scanner.ts';
import { githubToken } from '../test/repository/made-up-secrets.ts';
import { childrenCpuMs, heading, median, run } from './common/measure.ts';
import { installPeers } from './common/secret-peers.ts';

const ROUNDS = 7;
const TREE_BYTES = 20_000_000;
const CHILD = `const began = process.cpuUsage();
const { compileScanner, secretRules } = require(process.argv[1]);
compileScanner(secretRules).scan(Buffer.from('const apiKey = "none of them"'));
const { user, system } = process.cpuUsage(began);
console.log((user + system) / 1000, Number(/VmHWM:\\s+(\\d+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'latin1'))?.[1]) / 1024);`;

heading('Secret scanner: source text of node_modules, one long line, start-up');
const files: { path: string; bytes: Uint8Array }[] = [];
let bytes = 0;
for (const path of globSync('node_modules/*/**/*.{ts,js,mjs,cjs,json,md}', { withFileTypes: true }).filter((entry) => entry.isFile())) {
  const file = { path: path.name, bytes: readFileSync(join(path.parentPath, path.name)) };
  if (bytes + file.bytes.length > TREE_BYTES) break;
  files.push(file);
  bytes += file.bytes.length;
}

for (const fallback of [false, true]) {
  const scanner = compileScanner(secretRules, { fallback });
  const rates = Array.from({ length: ROUNDS }, () => bytes / 1e3 / cpuMs(() => files.forEach((file) => scanner.scan(file.bytes, file))));
  const name = fallback ? 'without WebAssembly' : 'source text';
  line(
    `${name}, ${(bytes / 1e6).toFixed(0)} MB in ${files.length} files`,
    `${rates[0]?.toFixed(0)} MB/s first, ${median(rates.slice(1)).toFixed(0)} MB/s then`,
    fallback ? '' : 'target 300 MB/s',
  );
}

const bundle = Buffer.from(
  Buffer.concat(files.map((file) => file.bytes))
    .toString('latin1', 0, 1_000_000)
    .replaceAll('\n', ' '),
);
line(
  '1 MB in one line',
  `${median(Array.from({ length: ROUNDS }, () => cpuMs(() => compileScanner(secretRules).scan(bundle)))).toFixed(0)} ms with its start`,
  'target 50 ms',
);

const folder = mkdtempSync(join(tmpdir(), 'launch-ready-secrets-'));
try {
  const entry = join(folder, 'entry.ts');
  const [rules, scanner] = ['../src/data/secret-rules.ts', '../src/recognise/secrets/scanner.ts'].map((path) =>
    JSON.stringify(join(import.meta.dirname, path)),
  );
  writeFileSync(entry, `export { secretRules } from ${rules};\nexport { compileScanner } from ${scanner};\n`);
  const made = await rolldown({ input: entry, platform: 'node', external: ['re2js'] });
  await made.write({ file: join(folder, 'scanner.cjs'), format: 'cjs', minify: true });
  await made.close();
  const runs = Array.from({ length: ROUNDS }, () =>
    execFileSync(process.execPath, ['-e', CHILD, join(folder, 'scanner.cjs')], { encoding: 'utf8' })
      .split(' ')
      .map(Number),
  );
  line(
    'start-up: load, compile, first scan',
    `${median(runs.map(([ms = 0]) => ms)).toFixed(0)} ms CPU, ${median(runs.map(([, mb = 0]) => mb)).toFixed(0)} MB`,
    'target 60 ms, 200 MB',
  );
} finally {
  rmSync(folder, { recursive: true });
}

await wholeTree();

/** The same files for each scanner, and one with a token in it that each must find. */
async function wholeTree(): Promise<void> {
  heading('A tree of 20 MB by whole process, processor time of it and its children');
  const tree = mkdtempSync(join(tmpdir(), 'launch-ready-tree-'));
  const peers = process.argv.includes('--alone') ? undefined : await installPeers();
  try {
    for (const [index, { path, bytes: content }] of files.entries()) {
      const part = join(tree, 'src', `part${Math.floor(index / 100)}`);
      mkdirSync(part, { recursive: true });
      writeFileSync(join(part, `file${index}${extname(path)}`), content);
    }
    const planted = join(tree, 'src', 'planted.ts');
    writeFileSync(planted, `export const token = '${githubToken()}';\n`);
    line('node that does nothing', `${median(await emptyTimes()).toFixed(0)} ms`, '');
    const ours = median(await timesOf(() => askOurs(tree), planted));
    line('launch-ready scan', `${ours.toFixed(0)} ms`, '');
    for (const { name, look } of peers?.peers ?? []) {
      const theirs = median(await timesOf(() => look(tree), planted, 3));
      line(`${name} (npm)`, `${theirs.toFixed(0)} ms, ${(theirs / ours).toFixed(1)} times ours`, 'target 20 times');
    }
    console.log(
      'not run again: gitleaks took 23 s of processor time for a tree on which the first draft of this scanner took 0.33 s (measured in November 2026)',
    );
  } finally {
    rmSync(tree, { recursive: true });
    await peers?.remove();
  }
}

async function timesOf(look: () => Promise<ReadonlySet<string> | undefined>, planted: string, rounds = ROUNDS): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = childrenCpuMs() ?? Number.NaN;
    const found = await look();
    if (found?.has(planted) !== true) throw new Error('a scanner did not find what was planted');
    times.push((childrenCpuMs() ?? Number.NaN) - began);
  }
  return times;
}

async function emptyTimes(): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = childrenCpuMs() ?? Number.NaN;
    await run(process.execPath, ['-e', '0']);
    times.push((childrenCpuMs() ?? Number.NaN) - began);
  }
  return times;
}

async function askOurs(folder: string): Promise<ReadonlySet<string>> {
  const ran = await run(process.execPath, [resolve('bin/launch-ready.cjs'), 'scan', folder, '--format', 'json']);
  const { findings } = JSON.parse(ran?.out ?? '') as { readonly findings: readonly { readonly places: readonly { readonly path: string }[] }[] };
  return new Set(findings.flatMap(({ places }) => places.map(({ path }) => join(folder, path))));
}

function cpuMs(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function line(what: string, figure: string, target: string): void {
  console.log(`${what.padEnd(52)} ${figure.padEnd(40)} ${target}`.trimEnd());
}
