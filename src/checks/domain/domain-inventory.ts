import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { records as kind } from '../../evidence/domain/records.ts';
import { subdomains } from '../../evidence/domain/subdomains.ts';
import { defineCheck, each, maybe, one } from '../../model/check.ts';
import { dnsHostOf } from './dns-remedy.ts';

export const domainInventory = defineCheck({
  id: 'domain/domain-inventory',
  rows: ['A1', 'B11'],
  stage: 'audit',
  about: 'domain',
  title: 'What stands in DNS is known',
  why: 'Nobody can move, hand over or repair a domain whose records nobody has written down.',
  test: 'Open the domain and routing map of this report and compare it with what your DNS host shows.',
  refs: [],
  needs: { records: one(kind), hosts: each(hostAddresses), servers: maybe(nameServers, ['names']), subdomains: maybe(subdomains) },
  maxAge: '24h',
  attestable: true,
  problems: {},
  judge({ records, hosts, servers, subdomains }, { subject, report }) {
    const names = servers?.names ?? [];
    const host = dnsHostOf(names)?.title ?? (names.length > 0 ? names.slice(0, 2).join(', ') : 'an unknown DNS host');
    const count = (type: string): number => records.records.filter((record) => record.type === type).length;
    const types = [...new Set(records.records.map((record) => record.type))].map((type) => `${count(type)} ${type}`).join(', ');
    const found = subdomains?.found.length ?? 0;
    const live = hosts.filter((one) => one.value.status === 'present').length;
    const hidden = subdomains?.hiddenByWildcard ? '; further hosts cannot be found because a wildcard answers for every name' : '';
    report.pass(
      `${subject.name} is served by ${host}; at the domain itself: ${types || 'no records'}; ${live} of ${hosts.length} hosts have an address, ${found} of them found by trying usual names${hidden}`,
    );
  },
});
