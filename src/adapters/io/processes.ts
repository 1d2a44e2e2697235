import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Processes, ProcessResult } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

const MOST_STDERR = 4000;

/** As `Processes`, for any program. */
export interface Programs {
  run(program: string, ...rest: TailOf<Parameters<Processes['run']>>): ReturnType<Processes['run']>;
}
type TailOf<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;
const KILL_AFTER_MS = 2000;

/**
 * Starts programs in `cwd` without a shell and with nothing of the user's environment but PATH (and what Windows needs to start a process),
 * so that no variable of the user or of the repository changes what they do.
 */
export function processesIn(cwd: string, env: Readonly<Record<string, string | undefined>>): Processes {
  const inherited = Object.fromEntries(['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMPDIR'].flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]]])));
  return programsIn(cwd, { ...inherited, LC_ALL: 'C' });
}

/** Starts any program in `cwd`, without a shell, with exactly `env`; only what the owner named may be handed to it. */
export function programsIn(cwd: string, env: Readonly<Record<string, string | undefined>>): Programs {
  return {
    async run(program, args, options, signal) {
      signal.throwIfAborted();
      const child = spawn(program, [...args], {
        cwd,
        env: { ...env, ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
        detached: process.platform !== 'win32',
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (stderr.length < MOST_STDERR) stderr += text.slice(0, MOST_STDERR - stderr.length);
      });
      const kill = (how: 'SIGTERM' | 'SIGKILL'): void => {
        try {
          // The whole group: git may have started helpers of its own.
          if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, how);
          else child.kill(how);
        } catch {
          // It has ended already.
        }
      };
      const stop = (): void => {
        kill('SIGTERM');
        setTimeout(() => kill('SIGKILL'), KILL_AFTER_MS).unref();
      };
      signal.addEventListener('abort', stop, { once: true });
      const result = new Promise<ProcessResult>((resolve) => {
        child.once('close', (code) => {
          signal.removeEventListener('abort', stop);
          resolve({ code, stderr });
        });
      });
      // The process may end before it has read its input; that is its own affair.
      child.stdin.on('error', () => undefined);
      try {
        await once(child, 'spawn');
      } catch (error) {
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        throw new CouldNotLook('missing-tool', missing ? `${program} is not installed` : `${program} could not be started`);
      }
      child.on('error', () => undefined);
      if (options.input instanceof Uint8Array) child.stdin.end(options.input);
      else if (options.input) pipeline(options.input, child.stdin).catch(() => undefined);
      else child.stdin.end();
      return { stdout: child.stdout, result };
    },
  };
}
