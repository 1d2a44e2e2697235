import { createServer, type Server, type Socket } from 'node:net';

/**
 * What a port does instead of serving. `silent`: accepts and never says anything. `closes`: accepts and closes at once. `garbage`: answers with bytes that are
 * nothing. `flood`: sends empty TLS records without end. `warns`: sends TLS warnings without end. `drips`: sends a TLS answer a byte at a time, for ever.
 */
export const PORT_FAULTS = ['silent', 'closes', 'garbage', 'flood', 'warns', 'drips'] as const;
export type PortFault = (typeof PORT_FAULTS)[number] | 'refused';

const EMPTY_RECORD = Buffer.of(22, 3, 3, 0, 0);
const WARNING = Buffer.of(21, 3, 3, 0, 2, 1, 112);
/** The beginning of a record of 16 kB that never ends. */
const DRIP = Buffer.of(22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc, 3, 3);
const DRIP_MS = 100;

const BEHAVIOURS: Readonly<Record<Exclude<PortFault, 'refused'>, (socket: Socket) => void>> = {
  silent: () => undefined,
  closes: (socket) => socket.destroy(),
  garbage: (socket) => void socket.end(Buffer.alloc(3000, 'no protocol of this world\u0000\u00ff\u001b[31m')),
  flood: (socket) => pour(socket, EMPTY_RECORD),
  warns: (socket) => pour(socket, WARNING),
  drips(socket) {
    let at = 0;
    const timer = setInterval(() => socket.write(Buffer.of(DRIP[at++] ?? 0)), DRIP_MS);
    socket.on('close', () => clearInterval(timer));
  },
};

/** Sends `piece` again and again, as fast as it is taken. */
function pour(socket: Socket, piece: Buffer): void {
  const many = Buffer.concat(Array.from({ length: 2000 }, () => piece));
  const more = (): void => {
    while (!socket.destroyed && socket.write(many));
  };
  socket.on('drain', more);
  more();
}

/** A port with a fault; none for one where nobody listens. */
export function faultyPort(fault: PortFault): Server | undefined {
  if (fault === 'refused') return undefined;
  return createServer((socket) => {
    socket.on('error', () => undefined);
    BEHAVIOURS[fault](socket);
  });
}
