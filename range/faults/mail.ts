import { printMtaStsPolicy } from '../../src/formats/mta-sts.ts';
import { DOMAIN, healthyHost, zone } from '../healthy.ts';
import type { MailSpec } from '../mail.ts';
import type { SiteAnswer } from '../site.ts';
import type { WorldChange } from './change.ts';
import { recordsAre, withRecords, withZone } from './dns.ts';

const ADDRESSES = ['203.0.113.41', '203.0.113.42'] as const;
const POLICY_ADDRESS = '203.0.113.43';
/** Names of the domain's own mail exchangers, see `ownMail`. */
export const OWN_MX = ['mx1', 'mx2'].map((label) => `${label}.${DOMAIN}`);

/** The domain's mail goes to exchangers of its own, one for each spec given. They have names backwards too, as senders want it. */
export function ownMail(...specs: readonly Partial<MailSpec>[]): WorldChange {
  const all = specs.map((spec, at): MailSpec => ({ name: OWN_MX[at] ?? '', address: ADDRESSES[at] ?? '', ...spec }));
  return (spec) => {
    const mx = recordsAre('@', 'MX', ...all.map(({ name }, at) => `${(at + 1) * 10} ${name}`))(spec);
    const named = namesBehind(...all.map(({ name, address }) => [address, name] as const))(mx);
    return { ...withRecords(...all.map(({ name, address }) => [`${name}.`, 'A', address] as const))(named), mail: [...spec.mail, ...all] };
  };
}

/** The PTR records of these IPv4 addresses, and no others in their networks and in 203.0.113.0/24. */
export function namesBehind(...pairs: readonly (readonly [address: string, name: string])[]): WorldChange {
  const soa = ['@', 'SOA', 'ns.range.example hostmaster.range.example 1 7200 3600 1209600 300'] as const;
  const networkOf = (address: string): string => address.split('.').slice(0, 3).reverse().join('.');
  const networks = new Set(['113.0.203', ...pairs.map(([address]) => networkOf(address))]);
  const zones = [...networks].map((network) => {
    const here = pairs.filter(([address]) => networkOf(address) === network);
    return zone(`${network}.in-addr.arpa`, [soa, ...here.map(([address, name]) => [address.split('.')[3] ?? '', 'PTR', name] as const)]);
  });
  return (spec) => zones.reduce((world, each) => withZone(each)(world), spec);
}

/** MTA-STS with this policy file; by default one that fits nothing but the given hosts. */
export function mtaSts(
  mode: 'enforce' | 'testing',
  mx: readonly string[],
  answer: SiteAnswer = policyFile(printMtaStsPolicy({ mode, mx, maxAge: 604_800 })),
): WorldChange {
  const name = `mta-sts.${DOMAIN}`;
  const host = { ...healthyHost(name, 'other', POLICY_ADDRESS), https: { routes: { '/.well-known/mta-sts.txt': answer } } };
  return (spec) => {
    const announced = withRecords(['_mta-sts', 'TXT', 'v=STSv1; id=20261125000000'], ['mta-sts', 'A', POLICY_ADDRESS])(spec);
    return { ...announced, hosts: [...spec.hosts, host] };
  };
}

/** Where failed encryption is reported to. */
export const tlsReports: WorldChange = withRecords(['_smtp._tls', 'TXT', `v=TLSRPTv1; rua=mailto:tls@${DOMAIN}`]);

export function policyFile(body: string): SiteAnswer {
  return { status: 200, headers: [['content-type', 'text/plain']], body };
}
