import { Buffer } from 'node:buffer';
import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { withDeadline } from '../deadline.ts';
import { firstMessage } from './exchange.ts';
import { writeQuestion } from './packet.ts';
import { canonicalName } from './rdata.ts';
import { readMessage } from './wire.ts';

const AXFR = 252;
const SOA = 6;
const TIMEOUT_MS = 3000;

/** `open`: the server began to hand out the whole zone; `records` and `names` are those of the first message, after which we hang up. */
export type Transfer =
  | { readonly status: 'open'; readonly records: number; readonly names: readonly string[] }
  | { readonly status: 'refused' | 'unanswered'; readonly records: 0; readonly names: readonly [] };

/**
 * Asks a name server for the whole zone (AXFR, RFC 5936) and stops at the first proof that it would give it. Needs consent: see `Purpose.transfer`.
 * Rejects with `CouldNotLook` only when the Io does not allow it.
 */
export async function transfer(io: Io, { zone, server }: { zone: string; server: Endpoint }, signal: AbortSignal): Promise<Transfer> {
  const [high = 0, low = 0] = io.random(2);
  const id = (high << 8) | low;
  const purpose = { protocol: 'dns', host: zone, type: 'AXFR', transfer: true } as const;
  const unanswered = { status: 'unanswered', records: 0, names: [] } as const;
  try {
    const bytes = await withDeadline(io, { timeoutMs: TIMEOUT_MS, says: 'no answer to a zone transfer' }, signal, async (within) => {
      const socket = await io.connect(server, { purpose, timeoutMs: TIMEOUT_MS }, within);
      try {
        return await firstMessage(socket, writeQuestion({ id, flags: 0, name: zone, type: AXFR }));
      } finally {
        socket.destroy();
      }
    });
    const message = readMessage(Buffer.from(bytes));
    if (message.id !== id || (message.flags & 0x8000) === 0) return unanswered;
    const begins = (message.flags & 0xf) === 0 && message.answers[0]?.type === SOA && canonicalName(message.answers[0].name) === zone;
    // A lone SOA is how some servers say no politely; the zone itself follows in the same message.
    if (!begins || message.answers.length < 2) return { status: 'refused', records: 0, names: [] };
    return { status: 'open', records: message.answers.length, names: [...new Set(message.answers.map(({ name }) => canonicalName(name)))].slice(0, 20) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof CouldNotLook && !['timeout', 'refused', 'unreachable', 'malformed'].includes(error.code)) throw error;
    return unanswered;
  }
}
