import { isAscii } from 'node:buffer';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { ArchivedRun, RunStore } from '../ports/store.ts';
import { locked } from './lock.ts';
import { upgradeRun } from './upgrade.ts';
import { makeStateFolder } from './state-folder.ts';
import { writeWhole } from './whole-file.ts';

const MOST_RUNS = 20;
const MOST_BYTES = 500_000_000;
/** A run archive larger than this is not ours. */
const MOST_RUN_BYTES = 100_000_000;

/** Runs as JSON files in `<folder>/runs/`, one each, readable by the owner only; the oldest are pruned. */
export function runFiles(folder: string): RunStore {
  const runs = join(folder, 'runs');
  const names = async (): Promise<string[]> => (await readdir(runs).catch(() => [])).filter((name) => /^[\w-]+\.json$/.test(name)).sort();
  return {
    async save(run) {
      await makeStateFolder(folder, 'runs');
      const file = join(runs, `${run.assessment.run.id}.json`);
      await locked(join(folder, 'lock'), async () => {
        await writeWhole(file, `${asciiJson(run)}\n`, { mode: 0o600 });
        await prune(runs, await names());
      });
      return { file };
    },
    async load(id) {
      const known = await names();
      const file = chooseFile(id, runs, known);
      return readRun(file, known);
    },
    async list() {
      return (await names()).map((name) => ({ id: name.replace(/\.json$/, ''), at: instantOf(name) }));
    },
  };
}

function chooseFile(id: string, runs: string, known: readonly string[]): string {
  if (id === 'latest' || id === 'previous') {
    const name = known.at(id === 'latest' ? -1 : -2);
    if (name === undefined) throw new UsageError(`there is no ${id} run in ${runs} yet; run: launch-ready audit`);
    return join(runs, name);
  }
  if (/[\\/]|\.json$/.test(id)) return resolve(id);
  const fitting = known.filter((name) => name.startsWith(id));
  if (fitting.length === 1 && fitting[0] !== undefined) return join(runs, fitting[0]);
  const which =
    known.length === 0
      ? 'none is archived'
      : `archived are ${known
          .slice(-5)
          .map((name) => basename(name, '.json'))
          .join(', ')}`;
  throw new UsageError(fitting.length === 0 ? `no run is called ${id}; ${which}` : `${id} fits ${fitting.length} runs; give more of the id`);
}

async function readRun(file: string, known: readonly string[]): Promise<ArchivedRun> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) throw new UsageError(`there is no run file ${file}; archived runs: ${known.length}`);
  if (facts.size > MOST_RUN_BYTES) throw new UsageError(`${file} has ${facts.size} bytes; a run archive has at most ${MOST_RUN_BYTES}`);
  let value: unknown;
  try {
    const bytes = await readFile(file);
    value = JSON.parse(bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8'));
  } catch {
    throw new UsageError(`${file} is not a run archive: it is not valid JSON`);
  }
  return upgradeRun(value, file);
}

/** JSON in ASCII alone: it is read back in a fraction of the time that decoding UTF-8 takes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function prune(runs: string, names: readonly string[]): Promise<void> {
  let bytes = 0;
  for (const [index, name] of names.toReversed().entries()) {
    bytes += (await stat(join(runs, name))).size;
    if (index > 0 && (index >= MOST_RUNS || bytes > MOST_BYTES)) await rm(join(runs, name), { force: true });
  }
}

/** The instant in a run id such as `20261125T040710123Z-4f2a`. */
function instantOf(name: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name);
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}.${match[7]}Z` : '';
}
