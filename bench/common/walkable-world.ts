import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { zoneRecord } from '../../src/formats/zone-record.ts';
import type { Zone } from '../../src/formats/zone.ts';
import type { DnsFault, NameServerSpec } from '../../range/dns.ts';
import { DOMAIN, healthy } from '../../range/healthy.ts';
import type { WorldSpec } from '../../range/world.ts';

type Line = readonly [name: string, type: string, text: string];

const ROOT = { name: 'a.root-servers.example', address: '127.0.0.10' };
const PARENT = { name: 'a.nic.example', address: '127.0.0.11' };
const OWN = [
  { name: `ns1.${DOMAIN}`, address: '127.0.0.12' },
  { name: `ns2.${DOMAIN}`, address: '127.0.0.13' },
];

const addressOf = ({ name, address }: { name: string; address: string }): Line => [name, 'A', address];
const zone = (name: string, lines: readonly Line[]): Zone => ({
  name,
  records: [
    zoneRecord(name, 'SOA', `${ROOT.name} hostmaster.${DOMAIN} 2026110101 7200 3600 1209600 300`),
    ...lines.map(([at, type, text]) => zoneRecord(at, type, text)),
  ],
});

/** Root hints (master file) for programs that walk the tree by themselves. */
export const ROOT_HINTS = `. 3600000 NS ${ROOT.name}.\n${ROOT.name}. 3600000 A ${ROOT.address}\n`;

/**
 * The healthy world with a DNS tree that any program can walk from the root: each server alone on port 53 of its own loopback address, so that ours and
 * others' programs are asked about the same zone at the same servers. Needs the right to take port 53.
 * @param fault of the second name server
 */
export function walkableWorld(fault?: DnsFault): WorldSpec {
  const spec = healthy();
  const own = spec.zones.find(({ name }) => name === DOMAIN);
  const delegation = OWN.flatMap((server): Line[] => [[DOMAIN, 'NS', server.name], addressOf(server)]);
  const zones = [
    zone('', [['', 'NS', ROOT.name], addressOf(ROOT), ['example', 'NS', PARENT.name], addressOf(PARENT)]),
    zone('example', [['example', 'NS', PARENT.name], addressOf(PARENT), addressOf(ROOT), ...delegation]),
    {
      name: DOMAIN,
      records: [...(own?.records.filter(({ type }) => type !== 'NS') ?? []), ...delegation.map(([at, type, text]) => zoneRecord(at, type, text))],
    },
    ...spec.zones.filter(({ name }) => !['', 'example', DOMAIN].includes(name)),
  ];
  const nameServers: NameServerSpec[] = [
    { ...ROOT, zones: [''] },
    { ...PARENT, zones: ['example'] },
    ...OWN.map((server, at) => ({ ...server, zones: [DOMAIN], ...(at === 1 && fault !== undefined && { fault }) })),
  ];
  return { ...spec, zones, nameServers };
}

/** True when this process may take port 53 of a loopback address, and nobody else has. */
export async function canTakePort53(): Promise<boolean> {
  const socket = createSocket('udp4');
  socket.bind(53, ROOT.address);
  try {
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
