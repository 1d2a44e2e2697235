import { Buffer } from 'node:buffer';
import { lookUpAddresses } from '../../drivers/dns.ts';
import { wildcard } from '../../evidence/domain/wildcard.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

export const wildcardProbe = defineProbe({
  id: 'domain/wildcard',
  version: 1,
  title: 'asks DNS for a made-up name below each domain',
  about: 'domain',
  needs: { vantage: one(vantage) },
  fills: wildcard,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const asked = `lr-${Buffer.from(io.random(6)).toString('hex')}.${subject.name}`;
    const { value, lines } = await lookUpAddresses(io, asked, signal);
    // A CNAME at a made-up name comes from a wildcard, even when its target does not exist.
    const status = value.status === 'present' || value.chain.length > 0 ? ('wildcard' as const) : ('none' as const);
    return {
      value: {
        status,
        asked,
        addresses: value.addresses.map((one) => one.address).slice(0, 64),
        chain: value.chain,
        lines: lines.slice(0, 80).map((line) => quote(line)),
      },
      complete: true,
    };
  },
});
