import type { Answer } from 'dns-packet';
import { answerFrom, isWithin, resolveOver, type Zone, type ZoneAnswer } from '../../src/formats/zone.ts';
import { canonicalName, zoneRecord, type ZoneRecord } from '../../src/formats/zone-record.ts';
import { ROOT, type MadeReply, type Say } from './in-memory-dns.ts';

export interface NameServerAt {
  readonly zones: readonly Zone[];
  readonly fault?: 'silent' | 'refused';
}

/** A network of zones: the resolver sees them all; each name server (by address) has its own. `fails` makes the resolver fail for a question (`name type`). */
export function zoneDns(
  zones: readonly Zone[],
  servers: Readonly<Record<string, NameServerAt>> = {},
  fails: Readonly<Record<string, number | 'silent'>> = {},
): Say {
  return ({ server, name, type, recursive }) => {
    const at = servers[server];
    if (at?.fault) return at.fault;
    if (at) return made(answerFrom(at.zones, { name, type }), false);
    if (!recursive) return 'silent';
    const fault = fails[`${name} ${type}`] ?? fails[name];
    if (fault === 'silent') return 'silent';
    if (fault !== undefined) return { rcode: fault, ra: true };
    return made(resolveOver(zones, { name, type }), true);
  };
}

/** Name servers of these zones, one each, found from the root down. */
export function serversFromRoot(zones: readonly Zone[]): Record<string, NameServerAt> {
  const places = zones.map(({ name }, at) => ({ name, server: `ns.of.${name}`, address: `198.18.0.${at + 1}` }));
  const below = (name: string) => places.filter((place) => isWithin(place.name, name) && place.name !== name);
  const handing = (zone: Zone): Zone => ({
    ...zone,
    records: [
      ...zone.records,
      ...below(zone.name).flatMap((place) => [zoneRecord(place.name, 'NS', place.server), zoneRecord(place.server, 'A', place.address)]),
    ],
  });
  const root = { name: '', records: [zoneRecord('', 'SOA', 'ns. hostmaster. 1 7200 900 1209600 300')] };
  return { [ROOT.address]: { zones: [handing(root)] }, ...Object.fromEntries(zones.map((zone, at) => [`198.18.0.${at + 1}`, { zones: [handing(zone)] }])) };
}

const RCODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

function made(said: ZoneAnswer, ra: boolean): MadeReply {
  return {
    rcode: RCODES[said.rcode],
    aa: said.aa,
    ra,
    answers: said.answers.map(packed),
    authorities: said.authority.map(packed),
    additionals: said.additional.map(packed),
  };
}

function packed({ name, type, ttl, data }: ZoneRecord): Answer {
  const value = typeof data === 'object' && 'strings' in data ? [...data.strings] : typeof data === 'string' ? canonicalName(data) : data;
  return { name: name || '.', type, ttl, data: value } as Answer;
}
