import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 15_000;
const STOP_MS = 2000;

/**
 * A killed process can tell nobody; the kernel tells its children (`setpriv` of util-linux, which every Debian has). Servers that change their user lose
 * that, so a shell that does not stands between; it also takes along what the server left behind in its group.
 */
const GUARD = '"$@" & server=$!; trap "kill $server" TERM; wait $server; wait $server; code=$?; trap "" TERM; kill 0; exit $code';

/** A started server program. */
export interface Program {
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server in the foreground and waits until it is ready. It ends with this process, however this process ends.
 * @throws Error with what the program said when it ends before, or is not ready within 15 s
 */
export async function startProgram(command: string, args: readonly string[], ready: () => Promise<boolean>): Promise<Program> {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'sh', '-c', GUARD, 'guard', command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = (): void => void (child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`ended with code ${code}`));
  });
  let over: string | undefined;
  void ended.then((how) => (over = how));
  const until = Date.now() + START_MS;
  while (!(await ready())) {
    if (over !== undefined) throw new Error(`${command} ${over}: ${said}`);
    if (Date.now() > until) {
      kill();
      throw new Error(`${command} was not ready within ${START_MS} ms: ${said}`);
    }
    await wait(10);
  }
  return {
    stop: async () => {
      if (over !== undefined) return;
      child.kill('SIGTERM');
      const late = setTimeout(kill, STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** True when something accepts connections at a loopback port. */
export async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
