/**
 * What the published package may cost: packed size, start-up, no install scripts, no dependencies. Needs a build (`npm run build`). `node tools/budgets.ts`
 * Start-up is the difference of interleaved minima against an empty Node process, so that a busy machine does not decide.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_PACKED_BYTES = 900_000;
const MOST_STARTUP_MS = 25;
const ROUNDS = 25;

interface Line {
  readonly what: string;
  readonly is: string;
  readonly most: string;
  readonly ok: boolean;
}

export function budgets(): Line[] {
  const folder = mkdtempSync(join(tmpdir(), 'budgets-'));
  try {
    return [...packageLines(folder), ...startupLines(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function packageLines(folder: string): Line[] {
  const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' });
  const [packed] = Object.values(JSON.parse(answer) as Record<string, Packed> | Packed[]);
  if (!packed || packed.files.length < 10) throw new Error('npm pack saw no package; run npm run build first');
  const { dependencies = {}, scripts = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
  const install = Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name));
  const stray = packed.files.filter(({ path }) => /\.test\.|^(src|range|test|tools)\//.test(path));
  return [
    { what: 'package, packed', is: `${Math.round(packed.size / 1000)} kB`, most: `${MOST_PACKED_BYTES / 1000} kB`, ok: packed.size <= MOST_PACKED_BYTES },
    { what: 'package, unpacked', is: `${Math.round(packed.unpackedSize / 1000)} kB in ${packed.files.length} files`, most: 'shown only', ok: true },
    { what: 'run-time dependencies', is: `${Object.keys(dependencies).length}`, most: '0', ok: Object.keys(dependencies).length === 0 },
    { what: 'install scripts', is: `${install.length}`, most: '0', ok: install.length === 0 },
    { what: 'sources or tests in the package', is: `${stray.length}`, most: '0', ok: stray.length === 0 },
  ];
}

function startupLines(folder: string): Line[] {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');
  const runs = { empty: [empty], version: ['bin/launch-ready.cjs', '--version'], help: ['bin/launch-ready.cjs', '--help'] };
  const least = { empty: Infinity, version: Infinity, help: Infinity };
  const isOver = (): boolean => Math.max(least.version, least.help) - least.empty > MOST_STARTUP_MS;
  // A busy machine only adds time: more rounds bring the minima closer to the truth, never below it.
  for (let round = 0; round < ROUNDS || (round < ROUNDS * 8 && isOver()); round++) {
    for (const name of ['empty', 'version', 'help'] as const) least[name] = Math.min(least[name], runMs(runs[name]));
  }
  return (['version', 'help'] as const).map((name) => {
    const over = least[name] - least.empty;
    return { what: `start-up of --${name} over an empty process`, is: `${over.toFixed(1)} ms`, most: `${MOST_STARTUP_MS} ms`, ok: over <= MOST_STARTUP_MS };
  });
}

function runMs(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - started;
}

if (import.meta.main) {
  const lines = budgets();
  for (const { what, is, most, ok } of lines) console.log(`${ok ? 'ok  ' : 'OVER'} ${what}: ${is} (most: ${most})`);
  if (lines.some(({ ok }) => !ok)) process.exitCode = 1;
}
