import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export interface Ran {
  readonly ms: number;
  readonly code: number;
  readonly out: string;
  /** Most memory that the process had resident at any time, where the system tells (Linux); not of its children. */
  readonly peakBytes: number;
}

const LOOK_EVERY_MS = 10;
const MS_PER_TICK = 10;
/** What the kernel has noted as the most so far; nothing where there is no such note, or no such process any more. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Runs a whole process and times it from start to exit; nothing when it is not installed or has to be stopped. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; timeoutMs?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran | undefined> {
  const started = performance.now();
  const { cwd, env, timeoutMs = 120_000 } = options;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    ...(cwd && { cwd }),
    ...(env && { env: { ...process.env, ...env } }),
  });
  let out = '';
  let peakBytes = 0;
  const watch = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid))), LOOK_EVERY_MS);
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.resume();
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearInterval(watch);
  return code === null ? undefined : { ms: performance.now() - started, code, out, peakBytes };
}

/** Processor time of all ended children of this process and of theirs, in ms; nothing where the system does not tell (other than Linux). */
export function childrenCpuMs(): number | undefined {
  try {
    const [, ...fields] = readFileSync('/proc/self/stat', 'latin1').split(') ');
    const [user, system] = (fields.at(-1) ?? '').split(' ').slice(13, 15).map(Number);
    return ((user ?? Number.NaN) + (system ?? Number.NaN)) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}

/** Runs several things in turn, so that a machine that gets busy slows all of them alike. One round is not counted. */
export async function inTurn<K extends string>(rounds: number, work: Readonly<Record<K, () => Promise<number>>>): Promise<Readonly<Record<K, number[]>>> {
  const names = Object.keys(work) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const ms = await work[name]();
      if (round > 0) times[name].push(ms);
    }
  }
  return times;
}

/** One line of a table: median, spread, and what it is held against. */
export function row(what: string, times: readonly number[], target = ''): void {
  const spread = times.length > 1 ? `(${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})` : '';
  console.log(`${what.padEnd(58)} ${median(times).toFixed(0).padStart(7)} ms  ${spread.padEnd(18)} ${target}`.trimEnd());
}

/** One line about memory. */
export function memoryRow(what: string, peaks: readonly number[], target = ''): void {
  console.log(`${what.padEnd(58)} ${(Math.max(...peaks) / 1_000_000).toFixed(0).padStart(7)} MB  ${'most resident'.padEnd(18)} ${target}`.trimEnd());
}

export function heading(text: string): void {
  console.log(`\n${text}`);
}
