import { Buffer } from 'node:buffer';
import { decode, RECURSION_DESIRED } from 'dns-packet';
import type { DnsReply } from '../drivers/dns.ts';
import { readDnsKey } from '../drivers/dns/key.ts';
import { replyPacket } from '../drivers/dns/reply-packet.ts';
import { answerFrom, resolveOver, type Zone } from '../formats/zone.ts';
import { canonicalName } from '../formats/zone-record.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';

/** Answers of a run by question; see `rememberDns`. */
export type Remembered = ReadonlyMap<string, DnsReply>;

/** An Io that also remembers every DNS answer of its run, beside those already known. */
export function rememberDns(io: Io, known: Remembered = new Map()): { readonly io: Io; readonly remembered: Remembered } {
  const remembered = new Map(known);
  const shared = async <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const value = await io.shared(key, make);
    if (readDnsKey(key)) remembered.set(key, value as DnsReply);
    return value;
  };
  return { io: { ...io, shared }, remembered };
}

/**
 * The world in which a fix is tried before it is shown: DNS questions whose answer the changed names can alter are answered from `zones`; all others get
 * the run's own answer, and what the run never asked is asked now, of the same resolvers. Nothing but DNS can be reached.
 * @param changed names whose records the fix changes
 */
export function trialIo(io: Io, zones: readonly Zone[], remembered: Remembered, changed: readonly string[]): Io {
  const asked = new Map<string, Promise<unknown>>();
  const isTouched = touchedBy(changed, remembered);
  const answerTo = (key: string): Promise<unknown> | undefined => {
    const question = readDnsKey(key);
    const known = question && !isTouched(question.name) ? remembered.get(key) : undefined;
    return known && Promise.resolve(known);
  };
  return {
    clock: io.clock,
    random: (bytes) => io.random(bytes),
    network: io.network,
    ...(io.kept && { kept: io.kept.bind(io) }),
    secret: () => undefined,
    udp: (to, payload, options, signal) => {
      const query = decode(Buffer.from(payload));
      const [question] = query.questions ?? [];
      if (!question) return Promise.reject(new CouldNotLook('malformed', 'not a DNS question'));
      if (!isTouched(canonicalName(question.name))) return io.udp(to, payload, options, signal);
      const recursion = ((query.flags ?? 0) & RECURSION_DESIRED) !== 0;
      const said = recursion ? resolveOver(zones, question) : answerFrom(zones, question);
      const wants = { id: query.id ?? 0, recursion, edns: (query.additionals ?? []).length > 0, questions: [question] };
      const reply = replyPacket(wants, { ...said, ra: recursion });
      return options.accepts(reply) ? Promise.resolve(reply) : Promise.reject(new CouldNotLook('malformed', 'not an answer to the question'));
    },
    connect: (to) => Promise.reject(new CouldNotLook('unreachable', `${to.address} is not part of the trial`)),
    shared<T>(key: string, make: () => Promise<T>): Promise<T> {
      const made = asked.get(key) ?? answerTo(key) ?? make();
      asked.set(key, made);
      return made as Promise<T>;
    },
  };
}

/** Whether a change can alter the answers about a name: its own records, or those of an alias target on its way. */
function touchedBy(changed: readonly string[], remembered: Remembered): (name: string) => boolean {
  const exact = new Set(changed);
  for (const [key, { chain }] of remembered) {
    const question = readDnsKey(key);
    if (question && chain.some((name) => exact.has(name))) exact.add(question.name);
  }
  return (name) => exact.has(name);
}
