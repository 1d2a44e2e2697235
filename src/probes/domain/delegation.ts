import { linesOf, walk } from '../../drivers/dns.ts';
import { delegation } from '../../evidence/domain/delegation.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustReachServers } from './must-see-dns.ts';

export const delegationProbe = defineProbe({
  id: 'domain/delegation',
  version: 1,
  title: 'asks the name servers above each domain, from the root down, who serves it',
  about: 'domain',
  needs: { vantage: one(vantage) },
  fills: delegation,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, io, signal }) {
    mustReachServers(given.vantage);
    const { status, parent, names, glue, reply } = await walk(io, subject.name, signal);
    const said = reply.authority.filter(({ type }) => type === 'NS' || type === 'SOA');
    const lines = [...linesOf(subject.name, 'NS', reply), ...linesOf(subject.name, 'NS', { ...reply, status: 'ok', answers: [...said, ...reply.additional] })];
    const kept = glue.map((one) => ({ name: one.name, addresses: one.addresses.slice(0, 16) })).slice(0, 32);
    return {
      value: {
        status,
        parent,
        names: [...names].sort().slice(0, 32),
        glue: kept,
        lines: lines.slice(0, 64).map((line) => quote(`@${reply.server.address} ${line}`)),
      },
      complete: true,
    };
  },
});
