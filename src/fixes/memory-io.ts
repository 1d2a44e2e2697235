import { Buffer } from 'node:buffer';
import { decode, RECURSION_DESIRED } from 'dns-packet';
import { replyPacket } from '../drivers/dns/reply-packet.ts';
import { answerFrom, resolveOver, type Zone } from '../formats/zone.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';

/**
 * An Io whose DNS is a set of zones in memory and which can reach nothing else: the world in which a fix is tried before it is shown.
 * Clock and randomness stay those of `io`.
 */
export function memoryIo(io: Io, zones: readonly Zone[]): Io {
  const asked = new Map<string, Promise<unknown>>();
  return {
    clock: io.clock,
    random: (bytes) => io.random(bytes),
    network: io.network,
    secret: () => undefined,
    udp: (_to, payload, options) => {
      const reply = answer(payload, zones);
      return reply && options.accepts(reply) ? Promise.resolve(reply) : Promise.reject(new CouldNotLook('malformed', 'not a DNS question'));
    },
    connect: (to) => Promise.reject(new CouldNotLook('unreachable', `${to.address} is not part of the simulation`)),
    shared<T>(key: string, make: () => Promise<T>): Promise<T> {
      const known = (asked.get(key) as Promise<T> | undefined) ?? make();
      asked.set(key, known);
      return known;
    },
  };
}

function answer(payload: Uint8Array, zones: readonly Zone[]): Uint8Array | undefined {
  const query = decode(Buffer.from(payload));
  const [question] = query.questions ?? [];
  if (!question) return undefined;
  const recursion = ((query.flags ?? 0) & RECURSION_DESIRED) !== 0;
  const said = recursion ? resolveOver(zones, question) : answerFrom(zones, question);
  return replyPacket({ id: query.id ?? 0, recursion, edns: (query.additionals ?? []).length > 0, questions: [question] }, { ...said, ra: recursion });
}
