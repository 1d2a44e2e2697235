import { absenceProven, ask, type DnsReply, recordsOf, unanswered } from '../../drivers/dns.ts';
import { dnssec, type Dnssec } from '../../evidence/domain/dnssec.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { vantage } from '../../evidence/vantage.ts';
import { type Dnskey, type Ds, dsDigest, dsFits, isZoneKey, keyTagOf, periodOf, type RecordSet, SEP_FLAG, signatureHolds } from '../../formats/dnssec.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { DNS_PORT } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

type Server = Dnssec['servers'][number];
type Signature = Server['keySignatures'][number];

/** DS of the zone above, then keys and signatures of every name server; of one server only when nothing above asks for signatures. */
export const dnssecProbe = defineProbe({
  id: 'domain/dnssec',
  version: 1,
  title: 'checks the DNSSEC keys and signatures of each domain',
  about: 'domain',
  needs: { vantage: one(vantage), seen: one(nameServers) },
  fills: dnssec,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ given: { vantage: here, seen }, io, signal }) {
    mustReachServers(here);
    if (seen.status === 'missing') throw new CouldNotLook('unreachable', 'the domain does not exist');
    const { zone } = seen;
    const [above, resolver] = await Promise.all([ask(io, { name: zone, type: 'DS', recursive: true }, signal), askResolver(io, zone, signal)]);
    if (above.status !== 'ok' && !absenceProven(above)) throw unanswered(`${zone} DS`, above);
    const ds = recordsOf(above, 'DS').map(({ data }) => data);
    const reachable = seen.servers.flatMap(({ name, address, answer, authoritative }) =>
      address !== null && answer === 'ok' && authoritative ? [{ name, address }] : [],
    );
    const asked = ds.length === 0 ? reachable.slice(0, 1) : reachable;
    const servers = await Promise.all(asked.map(async (server) => askServer(io, zone, server, ds, signal)));
    const lines = ds.map(({ keyTag, algorithm, digestType, digest }) => ({
      keyTag,
      algorithm,
      digestType,
      line: quote(`${zone}. DS ${keyTag} ${algorithm} ${digestType} ${digest}`),
    }));
    return { value: { zone, ds: lines.slice(0, 16), servers, resolver }, complete: true };
  },
});

async function askResolver(io: Io, zone: string, signal: AbortSignal): Promise<Dnssec['resolver']> {
  const checked = await ask(io, { name: zone, type: 'SOA', recursive: true }, signal);
  const unchecked = checked.status === 'servfail' ? (await ask(io, { name: zone, type: 'SOA', recursive: true, unchecked: true }, signal)).status : null;
  return { answer: quote(checked.status, 40), validated: checked.flags.ad, unchecked: unchecked === null ? null : quote(unchecked, 40) };
}

async function askServer(io: Io, zone: string, { name, address }: { name: string; address: string }, ds: readonly Ds[], signal: AbortSignal): Promise<Server> {
  const at = (type: 'DNSKEY' | 'SOA') => ask(io, { name: zone, type, server: { address, port: DNS_PORT }, recursive: false, dnssec: true }, signal);
  const [keyReply, soaReply] = await Promise.all([at('DNSKEY'), ds.length > 0 ? at('SOA') : undefined]);
  const keys = recordsOf(keyReply, 'DNSKEY').map(({ data }) => data);
  return {
    name,
    answered: [keyReply, soaReply].every((reply) => !reply || ((reply.status === 'ok' || reply.status === 'nodata') && reply.flags.aa)),
    keys: keys
      .filter(isZoneKey)
      .slice(0, 32)
      .map((key) => described(zone, key, ds)),
    keySignatures: signatures(keyReply, { name: zone, type: 'DNSKEY', data: signedOf(keyReply, 'DNSKEY') }, keys, io.clock.now()),
    soaSignatures: soaReply ? signatures(soaReply, { name: zone, type: 'SOA', data: signedOf(soaReply, 'SOA') }, keys, io.clock.now()) : [],
  };
}

function described(zone: string, key: Dnskey, ds: readonly Ds[]): Server['keys'][number] {
  const fits = ds.map((each) => dsFits(zone, each, key));
  const isTrusted = fits.includes(true) ? true : fits.includes(undefined) ? null : false;
  const [keyTag, { algorithm, flags }] = [keyTagOf(key), key];
  return { keyTag, algorithm, isEntryPoint: (flags & SEP_FLAG) !== 0, isTrusted, ds: quote(`${keyTag} ${algorithm} 2 ${dsDigest(zone, key, 2)}`) };
}

function signedOf(reply: DnsReply, type: RecordSet['type']): string[] {
  return recordsOf(reply, type).flatMap(({ signed }) => signed ?? []);
}

function signatures(reply: DnsReply, set: RecordSet, keys: readonly Dnskey[], now: number): Signature[] {
  return recordsOf(reply, 'RRSIG')
    .filter(({ data, name }) => data.covered === set.type && name === set.name && data.signer === set.name)
    .slice(0, 32)
    .map(({ data }) => {
      const tagged = keys.filter((key) => isZoneKey(key) && keyTagOf(key) === data.keyTag && key.algorithm === data.algorithm);
      const answers = tagged.map((key) => signatureHolds(set, data, key));
      const state = answers.includes(true) ? 'holds' : answers.includes(undefined) ? 'unreadable' : tagged.length === 0 ? 'no-key' : 'wrong';
      const { fromMs, untilMs } = periodOf(data, now);
      return { keyTag: data.keyTag, algorithm: data.algorithm, from: instant(fromMs), until: instant(untilMs), state };
    });
}

function instant(ms: number): Signature['from'] {
  return quote(new Date(ms).toISOString(), 40);
}
