import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 15_000;
const STOP_MS = 2000;

/** A started server program. */
export interface Program {
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server in the foreground and waits until it is ready.
 * @throws Error with what the program said when it ends before, or is not ready within 15 s
 */
export async function startProgram(command: string, args: readonly string[], ready: () => Promise<boolean>): Promise<Program> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
      child.kill('SIGKILL');
      throw new Error(`${command} was not ready within ${START_MS} ms: ${said}`);
    }
    await wait(10);
  }
  return {
    stop: async () => {
      if (over !== undefined) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** A loopback port that was free a moment ago, for UDP and TCP. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const udp = createSocket('udp4');
  const free = await new Promise<boolean>((resolve) => {
    udp.once('error', () => resolve(false));
    udp.bind(port, '127.0.0.1', () => resolve(true));
  });
  if (free) udp.close();
  server.close();
  return free ? port : freePort();
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
