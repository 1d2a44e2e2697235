import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Zone } from '../../src/formats/zone.ts';
import { recordText, type ZoneRecord } from '../../src/formats/zone-record.ts';
import { zonesOf, type DnsSpec, type NameServerSpec, type RunningDns } from '../dns.ts';
import { freePort } from '../free-port.ts';
import { accepts, startProgram, type Program } from './program.ts';

/** Why real name servers cannot play a world; none when they can. */
export function dnsObstacles({ zones, nameServers, resolvers, overHttps }: DnsSpec): string[] {
  const names = zones.map(({ name }) => name);
  return [
    ...nameServers
      .filter(({ fault }) => fault !== undefined && fault !== 'refused' && fault !== 'servfail')
      .map(({ fault }) => `name server fault ${JSON.stringify(fault)}`),
    ...(resolvers.length !== 1 || resolvers.some(({ fault, faults }) => fault !== undefined || faults !== undefined) ? ['resolver fault'] : []),
    ...(overHttps ? ['a resolver over HTTPS'] : []),
    ...[...zones, ...nameServers.flatMap(({ content }) => content ?? [])].flatMap((zone) => unloadable(zone, names)),
  ];
}

/** Real servers refuse to load what the in-process ones answer with a straight face. */
function unloadable({ name, records }: Zone, zones: readonly string[]): string[] {
  const aliases = records.filter(({ type }) => type === 'CNAME').map((record) => record.name);
  const crowded = aliases.filter((alias, at) => aliases.indexOf(alias) !== at || records.some((record) => record.name === alias && record.type !== 'CNAME'));
  const headless = records.some(({ type, name: at }) => type === 'SOA' && at === name) ? [] : [`zone ${name} without SOA`];
  const cuts = records
    .filter(({ type, name: at }) => type === 'NS' && at !== name && !zones.includes(at))
    .map(({ name: at }) => `${at} handed to nobody of this world`);
  return [...cuts, ...crowded.map((alias) => `CNAME beside other data at ${alias}`), ...headless];
}

/** Starts one Knot per name server (one more for zones that have none) and Unbound as the resolver. */
export async function startRealDns(spec: DnsSpec, folder: string): Promise<Omit<RunningDns, 'queries'>> {
  const served = new Set(spec.nameServers.flatMap(({ zones }) => zones));
  const rest: NameServerSpec = { name: 'rest', address: '192.0.2.1', zones: spec.zones.map(({ name }) => name).filter((name) => !served.has(name)) };
  const servers = [...spec.nameServers, rest];
  const knots = await Promise.all(servers.map((server, at) => startKnot(server, zonesOf(server, spec.zones), join(folder, `knot-${at}`))));
  // A resolver would ask a server with other content as often as the others; it is told of those only that agree, so that runs are the same.
  const portsOf = (zone: string): number[] => {
    const serving = servers.flatMap((server, at) => (server.zones.includes(zone) ? [{ server, port: knots[at]?.port ?? 0 }] : []));
    const agreeing = serving.filter(({ server }) => server.content === undefined);
    return (agreeing.length > 0 ? agreeing : serving).map(({ port }) => port);
  };
  const resolver = await startUnbound(
    spec.zones.map(({ name }) => ({ name, ports: portsOf(name) })),
    join(folder, 'unbound'),
  );
  return {
    routes: Object.fromEntries(spec.nameServers.map((server, at) => [`${server.address}:53`, `127.0.0.1:${knots[at]?.port}`])),
    resolvers: [`127.0.0.1:${resolver.port}`],
    stop: async () => void (await Promise.all([...knots, resolver].map((each) => each.stop()))),
  };
}

const dotted = (name: string): string => `${name}.`;

async function startKnot(server: NameServerSpec, zones: readonly Zone[], folder: string): Promise<Program & { port: number }> {
  const port = await freePort();
  await mkdir(join(folder, 'db'), { recursive: true });
  // A zone that is not configured is refused; one whose file is missing is SERVFAIL.
  const configured = server.fault === 'refused' ? [] : zones;
  for (const [at, zone] of configured.entries()) if (server.fault !== 'servfail') await writeFile(join(folder, `${at}.zone`), zoneFile(zone));
  const lines = [
    'server:',
    `    rundir: ${folder}`,
    `    listen: [ 127.0.0.1@${port} ]`,
    '    udp-workers: 1',
    '    tcp-workers: 1',
    '    background-workers: 1',
    'log:',
    '  - target: stderr',
    '    any: error',
    'database:',
    `    storage: ${join(folder, 'db')}`,
    // Records may be changed from this machine (RFC 2136), as a fix does.
    'acl:',
    '  - id: here',
    '    address: 127.0.0.0/8',
    '    action: update',
    ...(configured.length > 0 ? ['zone:'] : []),
    ...configured.flatMap((zone, at) => [
      `  - domain: ${dotted(zone.name)}`,
      `    file: ${join(folder, `${at}.zone`)}`,
      '    zonefile-sync: -1',
      '    journal-content: none',
      '    acl: here',
    ]),
  ];
  const file = join(folder, 'knot.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  return { port, ...(await startProgram('knotd', ['-c', file], () => accepts(port))) };
}

/** A zone as a master file (RFC 1035 §5). */
export function zoneFile({ records }: Zone): string {
  const line = (record: ZoneRecord): string => `${dotted(record.name)} ${record.ttl} IN ${record.type} ${absolute(record)}`;
  return `${records.map(line).join('\n')}\n`;
}

/** The data with its names made absolute. */
function absolute(record: ZoneRecord): string {
  const { data } = record;
  if (typeof data === 'string') return record.type === 'A' || record.type === 'AAAA' ? data : dotted(data);
  if ('exchange' in data) return recordText({ data: { ...data, exchange: dotted(data.exchange) } });
  if ('mname' in data) return recordText({ data: { ...data, mname: dotted(data.mname), rname: dotted(data.rname) } });
  if ('port' in data) return recordText({ data: { ...data, target: dotted(data.target) } });
  return recordText(record);
}

async function startUnbound(zones: readonly { name: string; ports: readonly number[] }[], folder: string): Promise<Program & { port: number }> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  const stubs = zones.flatMap(({ name, ports }) => [
    'stub-zone:',
    `    name: "${dotted(name)}"`,
    '    stub-prime: no',
    ...ports.map((each) => `    stub-addr: 127.0.0.1@${each}`),
  ]);
  const lines = [
    'server:',
    '    interface: 127.0.0.1',
    `    port: ${port}`,
    '    username: ""',
    '    chroot: ""',
    `    directory: "${folder}"`,
    '    pidfile: ""',
    '    use-syslog: no',
    '    verbosity: 0',
    '    num-threads: 1',
    '    do-not-query-localhost: no',
    '    access-control: 127.0.0.0/8 allow',
    '    module-config: "iterator"',
    // Unbound answers for the reverse zones of documentation addresses by itself; here they are zones like any other.
    '    unblock-lan-zones: yes',
    '    qname-minimisation: no',
    // What was changed is seen at once.
    '    cache-max-ttl: 0',
    '    cache-max-negative-ttl: 0',
    'remote-control:',
    '    control-enable: no',
    ...stubs,
  ];
  const file = join(folder, 'unbound.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  return { port, ...(await startProgram('unbound', ['-d', '-c', file], () => accepts(port))) };
}
