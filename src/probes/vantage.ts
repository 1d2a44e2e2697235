import { Buffer } from 'node:buffer';
import { ask, recordsOf, turnToHttps } from '../drivers/dns.ts';
import { vantage, type Vantage } from '../evidence/vantage.ts';
import { defineProbe } from '../ports/probe.ts';

/** Asks each resolver for a name that cannot exist (RFC 6761 §6.4): any answer shows that DNS gets through, an address that answers are invented. Where neither tells the truth, resolvers over HTTPS are the way round. */
export const vantageProbe = defineProbe({
  id: 'network/vantage',
  version: 2,
  title: 'asks the DNS resolvers of this machine whether they answer at all, and public ones over HTTPS when they do not',
  about: 'project',
  needs: {},
  fills: vantage,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ io, signal }) {
    const { ipv6, resolvers } = io.network;
    const name = `launch-ready-${Buffer.from(io.random(8)).toString('hex')}.invalid`;
    const asked = await Promise.all(
      resolvers.slice(0, 16).map(async (server) => {
        const reply = await ask(io, { name, type: 'A', server, recursive: true }, signal);
        const answer = recordsOf(reply, 'A').length > 0 ? ('invented' as const) : reply.rcode === 'NONE' ? ('silent' as const) : ('works' as const);
        return { address: server.address, answer };
      }),
    );
    const dns = dnsOf(asked);
    const around = dns !== 'works' && (await turnToHttps(io, name, signal));
    return { value: { dns: around ? 'works' : dns, resolvers: asked, ipv6, ...(around && { overHttps: true }) }, complete: true };
  },
});

function dnsOf(asked: Vantage['resolvers']): Vantage['dns'] {
  if (asked.length === 0) return 'no-resolver';
  if (asked.some((resolver) => resolver.answer === 'invented')) return 'invented';
  return asked.some((resolver) => resolver.answer === 'works') ? 'works' : 'silent';
}
