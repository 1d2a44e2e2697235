import { lookUpAddresses } from '../../drivers/dns.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

export const hostAddressesProbe = defineProbe({
  id: 'domain/host-addresses',
  version: 1,
  title: 'asks DNS for the addresses of each host',
  about: 'host',
  needs: { vantage: one(vantage) },
  fills: hostAddresses,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const { value, lines, unanswered } = await lookUpAddresses(io, subject.name, signal);
    const limits = unanswered.map((type) => ({ part: type, says: quote(`${subject.name}: DNS did not answer for ${type}`) }));
    return {
      value: { ...value, chain: value.chain.slice(0, 16), addresses: value.addresses.slice(0, 64), lines: lines.slice(0, 80).map((line) => quote(line)) },
      complete: limits.length === 0 ? true : limits,
    };
  },
});
