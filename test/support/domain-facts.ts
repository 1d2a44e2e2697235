import type { Caa } from '../../src/evidence/domain/caa.ts';
import type { HostAddresses } from '../../src/evidence/domain/host-addresses.ts';
import type { NameServers } from '../../src/evidence/domain/name-servers.ts';
import { addressScope } from '../../src/model/address.ts';
import type { DeclaredHost } from '../../src/model/intent.ts';
import type { Subject } from '../../src/model/subject.ts';
import { quote } from '../../src/model/text.ts';

export const hostSubject = (name: string): Subject => ({ kind: 'host', name, parent: 'domain:acme.test' });
export const declared = (name: string, purpose: DeclaredHost['purpose'] = 'app'): DeclaredHost => ({ name, purpose, declared: true });
export const assumed = (name: string, purpose: DeclaredHost['purpose']): DeclaredHost => ({ name, purpose, declared: false });

/** A host with these addresses. */
export function leadsTo(...addresses: readonly string[]): HostAddresses {
  const facts = addresses.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const), ttl: 300, scope: addressScope(address) }));
  return { status: 'present', chain: [], addresses: facts, lines: [] };
}
export const leadsNowhere = (status: 'nodata' | 'nxdomain', ...chain: readonly string[]): HostAddresses => ({
  status,
  chain,
  addresses: [],
  lines: [quote('x: NXDOMAIN')],
});

type Server = NameServers['servers'][number];
export function server(name: string, facts: Partial<Server> = {}): Server {
  const records = { A: [quote('203.0.113.7')], AAAA: [], MX: [quote('10 mx.acme.test')], TXT: [quote('"v=spf1 -all"')] };
  const names = ['a.ns.test', 'b.ns.test'];
  const address = `198.51.${name.charCodeAt(0)}.1`;
  const asked = { address, addresses: [address], lostIn: null, answer: 'ok', authoritative: true, recursive: false } as const;
  return { name, ...asked, serial: 1, primary: 'a.ns.test', alias: null, names, records, line: quote(`@${name}`), ...facts };
}
/** A zone with these servers. */
export function servedBy(...servers: readonly Server[]): NameServers {
  return { status: 'delegated', zone: 'acme.test', names: servers.map(({ name }) => name), servers };
}

export function caaOf(...lines: readonly string[]): Caa {
  const records = lines.map((line) => {
    const [flags = '0', tag = '', ...rest] = line.split(' ');
    return { flags: Number(flags), tag: quote(tag, 64), value: quote(rest.join(' ')) };
  });
  return { foundAt: lines.length > 0 ? 'acme.test' : null, records, lines: [] };
}
