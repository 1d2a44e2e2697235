import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, each, maybe } from '../../model/check.ts';
import { dnsHostOf } from './dns-remedy.ts';
import { isNamed } from './host-facts.ts';
import { webHostOf } from './web-host-facts.ts';

const COSTS = { class: 'later', impact: 'experience', minutes: 20, waitMinutes: 60 } as const;

export const ipv6 = defineCheck({
  id: 'domain/ipv6',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'What is reachable over IPv6 is so as a whole',
  why: 'Mobile networks prefer IPv6. A site half of which has it is slow or broken for some visitors only, which is hard to find.',
  test: 'dig +short {subject} AAAA, and the same for each host and each name server',
  refs: ['RFC 3901 §3', 'RFC 8305'],
  needs: { hosts: each(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  problems: {
    'some-hosts': { says: '{without:names} cannot be reached over IPv6, although {having:names} can', identity: [], ...COSTS },
    'name-servers': {
      says: 'None of the name servers of {domain:name} has an IPv6 address: networks that only have IPv6 cannot find the domain by themselves',
      identity: [],
      ...COSTS,
    },
  },
  judge({ hosts, servers }, { subject, intent, report }) {
    const named = hosts.filter(({ subject: host, value }) => isNamed(intent, host.name) && value.status === 'present');
    const has6 = ({ value }: (typeof named)[number]): boolean => value.addresses.some(({ family }) => family === 6);
    const having = named.filter(has6).map(({ subject: host }) => host.name);
    // A platform that has no IPv6 is not the project's to change.
    const without = named.filter((host) => !has6(host) && webHostOf(host.value)?.ipv6 !== false).map(({ subject: host }) => host.name);
    const lines = hosts.filter(({ subject: host }) => without.includes(host.name)).flatMap(({ value }) => (value.lines ?? []).slice(0, 2));
    if (having.length > 0 && without.length > 0) {
      const steps = [`Ask the hosting of ${without.join(', ')} for its IPv6 address, and enter it as an AAAA record; where it has none, leave it.`];
      report.fail('some-hosts', { without, having, proof: [{ says: 'DNS answered:', lines: lines.slice(0, 8) }], fix: { steps } });
    }
    const seen = (servers?.servers ?? []).filter(({ addresses }) => addresses.length > 0);
    const own = seen.length > 0 && seen.length === servers?.servers.length && !dnsHostOf(servers.names);
    if (own && seen.every(({ addresses }) => addresses.every((address) => !address.includes(':')))) {
      const proof = [{ says: `Addresses of the name servers: ${seen.map(({ name, addresses }) => `${name} ${addresses.join(', ')}`).join('; ')}` }];
      report.fail('name-servers', {
        domain: subject.name,
        proof,
        fix: {
          steps: [
            'Give at least one name server an IPv6 address (AAAA), at the registrar too where it lies below the domain; or move the zone to a DNS company that has IPv6.',
          ],
        },
      });
    }
    report.pass(having.length === 0 ? 'no host has an IPv6 address' : `over IPv6 too: ${having.join(', ')}`);
  },
});
