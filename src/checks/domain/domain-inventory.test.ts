import { expect, test } from 'vitest';
import { hostSubject, leadsNowhere, leadsTo, server, servedBy } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { domainInventory } from './domain-inventory.ts';

test('one line says what is there', () => {
  const records = {
    records: [
      { type: 'A', ttl: 300, data: '203.0.113.7' },
      { type: 'MX', ttl: 300, data: '10 mx' },
      { type: 'MX', ttl: 300, data: '20 mx' },
    ],
  };
  const hosts = [
    { subject: hostSubject('app.acme.test'), value: leadsTo('203.0.113.7') },
    { subject: hostSubject('dev.acme.test'), value: leadsNowhere('nxdomain') },
  ];
  const subdomains = { tried: [], found: ['dev.acme.test'], hiddenByWildcard: false };
  const judged = judgeOne(domainInventory, { records, hosts, servers: servedBy(server('ns1.digitalocean.com')), subdomains });
  expect(judged.passes).toEqual([
    'acme.test is served by DigitalOcean; at the domain itself: 1 A, 2 MX; 1 of 2 hosts have an address, 1 of them found by trying usual names',
  ]);
});
