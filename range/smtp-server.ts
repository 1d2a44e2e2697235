import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';

export interface SmtpMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  /** as it came: header, empty line, body */
  readonly raw: string;
}
export interface SmtpServerSpec {
  readonly name: string;
  /** Offered by STARTTLS; absent: no encryption. */
  readonly encryption?: SecureContextOptions;
  /** Said instead of the greeting. */
  readonly greets?: string;
  /** Said to every recipient instead of yes. */
  readonly refuses?: string;
  readonly onMail: (mail: SmtpMail) => void;
}

const LARGEST_BYTES = 10_000_000;

/** The receiving side of SMTP (RFC 5321) with STARTTLS (RFC 3207), as far as senders and our own look need it. Listens on a free loopback port. */
export async function startSmtpServer(spec: SmtpServerSpec): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.write(`${spec.greets ?? `220 ${spec.name} ESMTP range`}\r\n`);
    if (spec.greets !== undefined && !spec.greets.startsWith('220')) socket.end();
    else converse(socket, spec, false);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One connection from its greeting on, or from the handshake on. */
function converse(socket: Socket, spec: SmtpServerSpec, encrypted: boolean): void {
  let pending = '';
  let from = '';
  let to: string[] = [];
  let body: string[] | undefined;
  const say = (...lines: readonly string[]): void => void (socket.writable && socket.write(lines.map((line) => `${line}\r\n`).join('')));

  const onLine = (line: string): void => {
    if (body) {
      if (line !== '.') return void body.push(line.startsWith('.') ? line.slice(1) : line);
      spec.onMail({ from, to, encrypted, raw: Buffer.from(`${body.join('\r\n')}\r\n`, 'latin1').toString('utf8') });
      [body, from, to] = [undefined, '', []];
      return say('250 2.0.0 Kept');
    }
    const address = /<([^>]*)>/.exec(line)?.[1];
    const verb = line.split(/[ :]/, 1)[0]?.toUpperCase() ?? '';
    if (verb === 'EHLO')
      return say(`250-${spec.name}`, `250-SIZE ${LARGEST_BYTES}`, ...(spec.encryption && !encrypted ? ['250-STARTTLS'] : []), '250 8BITMIME');
    if (verb === 'HELO' || verb === 'NOOP' || verb === 'RSET') return say('250 Ok');
    if (verb === 'STARTTLS') return spec.encryption && !encrypted ? upgrade(spec.encryption) : say('502 5.5.1 Not offered');
    if (verb === 'MAIL' && address !== undefined) {
      from = address;
      return say('250 2.1.0 Ok');
    }
    if (verb === 'RCPT' && address !== undefined) {
      if (spec.refuses === undefined) to.push(address);
      return say(spec.refuses ?? '250 2.1.5 Ok');
    }
    if (verb === 'DATA') {
      if (to.length > 0) body = [];
      return say(to.length > 0 ? '354 End with a dot on a line' : '503 5.5.1 RCPT first');
    }
    if (verb === 'QUIT') return void socket.end('221 2.0.0 Bye\r\n');
    return say('502 5.5.1 Not known here');
  };
  const onData = (chunk: Buffer): void => {
    pending += chunk.toString('latin1');
    if (pending.length > LARGEST_BYTES) return void socket.destroy();
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      onLine(line);
    }
  };
  function upgrade(options: SecureContextOptions): void {
    socket.removeListener('data', onData);
    // RFC 3207 §4.2: what was said before the handshake counts for nothing.
    pending = '';
    say('220 2.0.0 Ready');
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(options) });
    secure.on('error', () => socket.destroy());
    converse(secure, spec, true);
  }
  socket.on('data', onData);
}
