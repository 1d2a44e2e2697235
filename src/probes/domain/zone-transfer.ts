import { transfer } from '../../drivers/dns.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { zoneTransfer } from '../../evidence/domain/zone-transfer.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { DNS_PORT } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

export const zoneTransferProbe = defineProbe({
  id: 'domain/zone-transfer',
  version: 1,
  title: 'asks every name server of a domain of yours whether it hands the whole zone to strangers, and hangs up after the first message',
  about: 'domain',
  needs: { vantage: one(vantage), seen: one(nameServers) },
  fills: zoneTransfer,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 10_000,
  async gather({ given, io, signal }) {
    mustReachServers(given.vantage);
    const { zone, servers } = given.seen;
    const asked = servers.flatMap(({ name, address, authoritative }) => (authoritative && address !== null ? [{ name, address }] : []));
    if (asked.length === 0) throw new CouldNotLook('needs-unseen', 'no name server answers, so there is nobody to ask for the zone');
    const seen = await Promise.all(
      asked.map(async ({ name, address }) => {
        const { status, records, names } = await transfer(io, { zone, server: { address, port: DNS_PORT } }, signal);
        return { name, address, answer: status, records, names: names.map((each) => quote(each, 255)) };
      }),
    );
    return { value: { servers: seen }, complete: true };
  },
});
