import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Io, Listener } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

const MOST_CONNECTIONS = 50;
const IDLE_MS = 60_000;

/** See `Io.listen`. */
export const listenTcp: NonNullable<Io['listen']> = async (at, onConnection): Promise<Listener> => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Whoever connects may leave at any time; without a listener that would end the process.
    socket.on('error', () => undefined);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    onConnection(socket, { address: (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''), port: socket.remotePort ?? 0 });
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new CouldNotLook('refused', whyNot(error, `${at.address} port ${at.port}`))));
    server.listen(at.port, at.address, resolve);
  });
  return {
    at: { address: at.address, port: (server.address() as AddressInfo).port },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

function whyNot({ code, message }: NodeJS.ErrnoException, where: string): string {
  if (code === 'EADDRINUSE') return `${where} is used by another program`;
  if (code === 'EACCES') return `${where} may only be opened by the administrator; take a port above 1023`;
  if (code === 'EADDRNOTAVAIL') return `${where}: this machine has no such address`;
  return `${where} cannot be opened (${code ?? message})`;
}
