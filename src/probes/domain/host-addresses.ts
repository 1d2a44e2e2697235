import { type AddressLookUp, lookUpAddresses, secondWord } from '../../drivers/dns.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { isAtOrBelow } from '../../model/domain-name.ts';
import type { Subject } from '../../model/subject.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
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
    const found = await lookUpAddresses(io, subject.name, signal);
    const { value, lines, unanswered } = found;
    if (value.status === 'nxdomain') await mustBeDenied(io, { subject, ...found }, signal);
    const limits = unanswered.map((type) => ({ part: type, says: quote(`${subject.name}: DNS did not answer for ${type}`) }));
    return {
      value: { ...value, chain: value.chain.slice(0, 16), addresses: value.addresses.slice(0, 64), lines: lines.slice(0, 80).map((line) => quote(line)) },
      complete: limits.length === 0 ? true : limits,
    };
  },
});

/** @throws CouldNotLook where others know the name, or where a zone above the domain denies it and nobody else could be asked: resolvers of closed networks deny what exists */
async function mustBeDenied(io: Io, { subject, value, deniedBy = '' }: AddressLookUp & { readonly subject: Subject }, signal: AbortSignal): Promise<void> {
  const name = value.chain.at(-1) ?? subject.name;
  const isOwn = isAtOrBelow(deniedBy, subject.parent?.replace(/^domain:/u, '') ?? subject.name);
  const word = await secondWord(io, name, signal);
  const denied = `the DNS resolver of this network says that there is no ${name}`;
  if (word.says === 'there') throw new CouldNotLook('blocked-here', `${denied}, but ${word.by} knows it`);
  if (word.says === 'nothing' && !isOwn) throw new CouldNotLook('blocked-here', `${denied}, and nobody else could be asked`);
}
