import { Buffer } from 'node:buffer';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { withDeadline } from './deadline.ts';
import { addressesOf } from './dns.ts';

const PORT = 43;
const MOST_BYTES = 65_536;

/**
 * Asks a WHOIS server one question (RFC 3912): the text, CRLF, and what comes until it closes; at most 64 kB.
 * Rejects with `CouldNotLook` like `Io.connect`, `not-found` when the server has no address, and `timeout`.
 */
export async function whois(
  io: Io,
  question: { readonly server: string; readonly text: string; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<string> {
  const { server, text, timeoutMs } = question;
  return withDeadline(io, { timeoutMs, says: `no answer from ${server} within ${timeoutMs / 1000} s` }, signal, async (inner) => {
    const address = (await addressesOf(io, server, inner)).addresses.find(
      ({ family, scope }) => scope === 'public' && (family === 4 || io.network.ipv6),
    )?.address;
    if (address === undefined) throw new CouldNotLook('not-found', `${server} has no address`);
    const socket = await io.connect({ address, port: PORT }, { purpose: { protocol: 'whois', host: server }, timeoutMs }, inner);
    try {
      socket.write(`${text}\r\n`);
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MOST_BYTES) break;
      }
      return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
    } finally {
      socket.destroy();
    }
  });
}
