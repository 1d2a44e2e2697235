import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ephemeral range, so that no outgoing connection takes a port between our look and the server's start. Each test worker has a block of its
// own: two that picked the same port would take each other's servers for theirs.
const FIRST_PORT = 12_000;
const PORTS_PER_WORKER = 2500;
const WORKERS = 8;
const block = FIRST_PORT + ((Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % WORKERS) * PORTS_PER_WORKER;
let given = 0;

/** A loopback port that nothing uses, on TCP and UDP. Never the same one twice in a run of fewer than 2,500. */
export async function freePort(): Promise<number> {
  const port = block + (given++ % PORTS_PER_WORKER);
  const tcp = createServer();
  const udp = createSocket('udp4');
  const isBound = (bind: () => unknown, bound: Promise<unknown>): Promise<boolean> => {
    bind();
    return bound.then(
      () => true,
      () => false,
    );
  };
  const [tcpFree, udpFree] = await Promise.all([
    isBound(() => tcp.listen(port, '127.0.0.1'), once(tcp, 'listening')),
    isBound(() => udp.bind(port, '127.0.0.1'), once(udp, 'listening')),
  ]);
  await Promise.all([tcpFree && new Promise((resolve) => tcp.close(resolve)), udpFree && new Promise((resolve) => udp.close(() => resolve(undefined)))]);
  return tcpFree && udpFree ? port : freePort();
}
