import { canonicalName, zoneRecord, type ZoneRecord } from '../../src/formats/zone-record.ts';
import { zoneFor, type Zone } from '../../src/formats/zone.ts';
import type { DnsFault, NameServerSpec, ResolverSpec } from '../dns.ts';
import { DOMAIN, NAME_SERVERS } from '../healthy.ts';
import type { WorldChange } from './change.ts';

type Line = readonly [name: string, type: string, text: string];

/** The full name of a label of the healthy world's domain; `@` is the domain, a name with a final dot stands for itself. */
export function full(label: string): string {
  if (label === '@') return DOMAIN;
  return label.endsWith('.') ? canonicalName(label) : `${label}.${DOMAIN}`;
}

function recordsOf([label, type, text]: Line): ZoneRecord {
  return zoneRecord(full(label), type, text);
}

/** Puts records into the zone that is responsible for their name. */
export function withRecords(...lines: readonly Line[]): WorldChange {
  return (spec) => {
    const added = lines.map(recordsOf);
    return {
      ...spec,
      zones: spec.zones.map((zone) => ({
        ...zone,
        records: [...zone.records, ...added.filter(({ name }) => zoneFor(spec.zones, { name, type: 'A' })?.name === zone.name)],
      })),
    };
  };
}

/** Takes all records of a name (and type) away from the zone that is responsible for it; the delegation above it stays. */
export function withoutRecords(label: string, type?: string): WorldChange {
  const gone = ({ name, type: its }: ZoneRecord): boolean => name === full(label) && (type === undefined || its === type);
  return (spec) => {
    const home = zoneFor(spec.zones, { name: full(label), type: 'A' })?.name;
    return { ...spec, zones: spec.zones.map((zone) => (zone.name === home ? { ...zone, records: zone.records.filter((record) => !gone(record)) } : zone)) };
  };
}

/** The records of a name and type are exactly these. */
export function recordsAre(label: string, type: string, ...texts: readonly string[]): WorldChange {
  return (spec) => withRecords(...texts.map((text): Line => [label, type, text]))(withoutRecords(label, type)(spec));
}

/** Every TTL of a name is this many seconds. */
export function ttlIs(label: string, seconds: number): WorldChange {
  const set = (record: ZoneRecord): ZoneRecord => (record.name === full(label) ? { ...record, ttl: seconds } : record);
  return (spec) => ({ ...spec, zones: spec.zones.map((zone) => ({ ...zone, records: zone.records.map(set) })) });
}

/** A zone more (with nobody but the resolver to serve it). */
export function withZone(zone: Zone): WorldChange {
  return (spec) => ({ ...spec, zones: [...spec.zones.filter(({ name }) => name !== zone.name), zone] });
}

/** A registry more: the root hands its zone to a name server of its own. It has registered these names, each for one address. */
export function registryHas(suffix: string, registered: Readonly<Record<string, string>> = {}): WorldChange {
  const server = { name: `ns.nic.${suffix}`, address: '203.0.113.14' };
  const records = [
    zoneRecord(suffix, 'SOA', `${server.name} hostmaster.${server.name} 2026110101 7200 3600 1209600 300`),
    zoneRecord(server.name, 'A', server.address),
    ...Object.entries(registered).map(([name, address]) => zoneRecord(name, 'A', address)),
  ];
  const handed = [zoneRecord(suffix, 'NS', server.name), zoneRecord(server.name, 'A', server.address)];
  return (spec) => ({
    ...spec,
    zones: [...spec.zones.map((zone) => (zone.name === '' ? { ...zone, records: [...zone.records, ...handed] } : zone)), { name: suffix, records }],
    nameServers: [...spec.nameServers, { ...server, zones: [suffix] }],
  });
}

/** The resolver of this network denies a name, in the words of the zone that is responsible for it. */
export function resolverDenies(name: string): WorldChange {
  return (spec) => {
    const home = zoneFor(spec.zones, { name, type: 'A' });
    const without = (zone: Zone): Zone => ({ ...zone, records: zone.records.filter((record) => record.name !== name) });
    return {
      ...spec,
      resolvers: spec.resolvers.map((resolver) => ({ ...resolver, remembers: [...(resolver.remembers ?? []), ...(home ? [without(home)] : [])] })),
    };
  };
}

/** Nobody but the resolver can be asked: no way to the root, nor to a resolver over HTTPS. */
export const onlyTheResolver = (): WorldChange => (spec) => ({
  ...spec,
  overHttps: false,
  nameServers: spec.nameServers.filter(({ zones }) => !zones.includes('')),
});

/** The zone and its servers are gone, and the parent does not know it. */
export function withoutZone(name: string): WorldChange {
  return (spec) => ({
    ...spec,
    zones: spec.zones.filter((zone) => zone.name !== name).map((zone) => ({ ...zone, records: zone.records.filter((record) => record.name !== name) })),
    nameServers: spec.nameServers.filter(({ zones }) => !zones.includes(name)),
  });
}

function changeServers(fits: (server: NameServerSpec) => boolean, patch: Partial<NameServerSpec>): WorldChange {
  return (spec) => ({ ...spec, nameServers: spec.nameServers.map((server) => (fits(server) ? { ...server, ...patch } : server)) });
}

const [FIRST, SECOND] = NAME_SERVERS;
/** The second name server of the domain misbehaves. */
export const oneServer = (fault: DnsFault): WorldChange => changeServers(({ name }) => name === SECOND?.name, { fault });
/** The second name server of the domain has another address as well, where it misbehaves. */
export const secondServerAlsoAt =
  (address: string, fault: DnsFault): WorldChange =>
  (spec) => {
    const second = spec.nameServers.find(({ name }) => name === SECOND?.name);
    if (!second) throw new RangeError('this world has no second name server');
    return { ...withRecords([`${second.name}.`, 'A', address])(spec), nameServers: [...spec.nameServers, { ...second, address, fault }] };
  };
/** Both do. */
export const allServers = (fault: DnsFault): WorldChange => changeServers(({ zones }) => zones.includes(DOMAIN), { fault });

/** The second name server serves the zone as these changes make it. */
export function secondServerHas(...changes: readonly WorldChange[]): WorldChange {
  return (spec) => {
    const other = changes.reduce((world, change) => change(world), spec);
    return changeServers(({ name }) => name === SECOND?.name, { content: other.zones.filter(({ name }) => name === DOMAIN) })(spec);
  };
}

/** Only one name server, at the parent and in the zone. */
export function singleNameServer(): WorldChange {
  const only = FIRST?.name ?? '';
  return (spec) => nameServersAre(only)({ ...spec, nameServers: spec.nameServers.filter(({ name }) => name !== SECOND?.name) });
}

/** The resolver fails for single names. */
export function resolverFails(...faults: NonNullable<ResolverSpec['faults']>): WorldChange {
  return (spec) => ({ ...spec, resolvers: spec.resolvers.map((resolver) => ({ ...resolver, faults: [...(resolver.faults ?? []), ...faults] })) });
}

/** The resolver fails for everything. */
export const deadResolver =
  (fault: DnsFault): WorldChange =>
  (spec) => ({ ...spec, resolvers: [{ fault }] });

/** The registrar and the zone name these. */
export function nameServersAre(...servers: readonly string[]): WorldChange {
  return (spec) => delegationIs(...servers)(recordsAre('@', 'NS', ...servers)(spec));
}

/** What the registrar entered: the delegation in the parent zone. */
export function delegationIs(...servers: readonly string[]): WorldChange {
  const at = (record: ZoneRecord): boolean => record.name === DOMAIN && record.type === 'NS';
  return (spec) => ({
    ...spec,
    zones: spec.zones.map((zone) =>
      zone.name === 'example'
        ? { ...zone, records: [...zone.records.filter((record) => !at(record)), ...servers.map((server) => zoneRecord(DOMAIN, 'NS', server))] }
        : zone,
    ),
  });
}

/** Puts records into the zone above, whoever is responsible for their names: glue. */
export function atParent(...lines: readonly Line[]): WorldChange {
  const added = lines.map(recordsOf);
  return (spec) => ({ ...spec, zones: spec.zones.map((zone) => (zone.name === 'example' ? { ...zone, records: [...zone.records, ...added] } : zone)) });
}

/** The domain is served by two names of its own, whose addresses the zone above hands out as these. */
export function ownNameServers(...glue: readonly string[]): WorldChange {
  const names = glue.map((_, at) => `ns${at + 1}`);
  return (spec) =>
    [
      nameServersAre(...names.map(full)),
      withRecords(...names.map((name, at): Line => [name, 'A', NAME_SERVERS[at]?.address ?? ''])),
      atParent(...names.flatMap((name, at): Line[] => (glue[at] ? [[name, 'A', glue[at]]] : []))),
    ].reduce((world, change) => change(world), spec);
}

/** A second resolver, which still has the domain as it was before these changes. */
export function secondResolverRemembers(...changes: readonly WorldChange[]): WorldChange {
  return (spec) => {
    const before = changes.reduce((world, change) => change(world), spec);
    return { ...spec, resolvers: [...spec.resolvers, { remembers: before.zones.filter(({ name }) => name === DOMAIN) }] };
  };
}
