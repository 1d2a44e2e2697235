import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import type { Apps, RunningApp } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { quote } from '../../model/text.ts';

/** Of what the app prints, so much is looked through: the first lines say why it stops. */
const MOST_OUTPUT = 200_000;
const KILL_AFTER_MS = 2000;
const CONNECT_MS = 500;
/** Frameworks prepare themselves at the first request. */
const ANSWER_MS = 10_000;

/** Starts the app in its own folder, as its owner would. */
export function appsIn(cwd: string, env: Readonly<Record<string, string | undefined>>): Apps {
  return {
    async start([program = '', ...args], without) {
      const given = { ...env };
      if (without?.how === 'absent') delete given[without.name];
      if (without?.how === 'empty') given[without.name] = '';
      const child = spawn(program, args, { cwd, env: given, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached: process.platform !== 'win32' });
      const app = runningApp(child, without?.name);
      try {
        await once(child, 'spawn');
      } catch {
        throw new CouldNotLook('missing-tool', `${quote(program, 60)} could not be started`);
      }
      child.on('error', () => undefined);
      return app;
    },
    listens: (port) =>
      new Promise((resolve) => {
        const socket = connect({ host: '127.0.0.1', port, timeout: CONNECT_MS });
        const settle = (open: boolean) => (): void => {
          socket.destroy();
          resolve(open);
        };
        socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
      }),
    answers: (port) =>
      new Promise((resolve) => {
        const settle = (status: number | undefined): void => {
          request.destroy();
          resolve(status);
        };
        const request = get({ host: '127.0.0.1', port, path: '/', agent: false, signal: AbortSignal.timeout(ANSWER_MS) }, ({ statusCode }) =>
          settle(statusCode),
        );
        request.once('error', () => settle(undefined));
      }),
  };
}

function runningApp(child: ChildProcess, word: string | undefined): RunningApp {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MOST_OUTPUT) output += text;
    });
  const ended = new Promise<{ code: number | null; names: boolean }>((resolve) => {
    child.once('close', (code) => resolve({ code, names: word !== undefined && output.includes(word) }));
  });
  const kill = (how: 'SIGTERM' | 'SIGKILL'): void => {
    try {
      // The whole group: npm and frameworks start processes of their own.
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, how);
      else child.kill(how);
    } catch {
      // It has ended already.
    }
  };
  return {
    ended,
    async stop() {
      kill('SIGTERM');
      const later = setTimeout(() => kill('SIGKILL'), KILL_AFTER_MS);
      await ended;
      clearTimeout(later);
      // What the first process left behind in its group.
      kill('SIGKILL');
    },
  };
}
