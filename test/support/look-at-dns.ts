import type { Intent } from '../../src/model/intent.ts';
import type { Subject } from '../../src/model/subject.ts';
import type { LookResult, Probe } from '../../src/ports/probe.ts';
import type { Io } from '../../src/ports/io.ts';
import { inMemoryDns, type Say } from './in-memory-dns.ts';
import { PLAIN_INTENT } from './judge-one.ts';

/** Long enough for what the fake network answers at once, too short to wait for. */
const aMoment = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const SEEING = { dns: 'works', resolvers: [], ipv6: true } as const;

/** Runs one probe over made-up DNS and checks what it returns against its schema. */
export async function lookAtDns<T>(
  probe: Probe,
  say: Say,
  options: { subject?: Subject; given?: Readonly<Record<string, unknown>>; intent?: Partial<Intent>; resolvers?: readonly string[]; io?: Io } = {},
): Promise<LookResult<T> & { readonly asked: readonly { readonly server: string; readonly name: string; readonly type: string }[] }> {
  const dns = inMemoryDns(say, options.resolvers);
  // What goes out over TCP to another port than DNS needs a real network, see `io`.
  const made = { ...dns, clock: { ...dns.clock, sleep: async () => aMoment() } };
  const real = options.io;
  const io: Io = real ? { ...real, udp: async (...args) => made.udp(...args), network: { ...real.network, resolvers: made.network.resolvers } } : made;
  const subject = options.subject ?? { kind: 'domain', name: 'acme.test', parent: 'project:acme' };
  const look = {
    subject,
    given: { vantage: SEEING, ...options.given } as never,
    intent: { ...PLAIN_INTENT, ...options.intent },
    io,
    signal: new AbortController().signal,
  };
  const result = (await probe.gather(look)) as LookResult<T>;
  const fault = probe.fills.schema.fault(result.value, 'value');
  if (fault) throw new Error(fault);
  return { ...result, asked: dns.asked };
}
