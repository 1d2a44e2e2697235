import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../src/surfaces/cli/main.ts');
/** No command of these tests may need longer, on however busy a machine: more is a hang. */
const MOST_MS = 60_000;

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** Called with the process when it starts and each time it says something on stderr. */
  readonly watch?: (child: ChildProcess, stderr: string) => void;
}
export interface Ended {
  /** Exit code; a signal's name when it ended by one. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process of its own and waits for its end. */
export function command(args: readonly string[], { cwd, env = {}, uid, watch }: CommandOptions): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    watch?.(child, stderr);
  });
  child.once('spawn', () => watch?.(child, ''));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code: code ?? String(signal), stdout, stderr }));
  });
}

/** What must hold of every end, however bad the input: no stack trace, no internal error, and nothing half-written left in `folder`. */
export async function cleanEnd({ code, stderr }: Ended, folder: string): Promise<string[]> {
  const wrong: string[] = [];
  if (/^\s+at .*[:(]/m.test(stderr)) wrong.push(`a stack trace: ${stderr}`);
  if (code === 4 || stderr.includes('internal error')) wrong.push(`an internal error: ${stderr}`);
  const left = await readdir(folder, { recursive: true });
  wrong.push(...left.filter((path) => /(^|\/)(\.[^/]+\.[0-9a-f]{8}|lock)$/.test(path)).map((path) => `left behind: ${path}`));
  return wrong;
}

/** A temporary folder with files in it. */
export async function folderWith(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'command-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
