import { isAtOrBelow } from '../../model/domain-name.ts';
import { WEB_HOSTS } from '../../data/web-hosts.ts';
import { absenceProven, ask, recordsOf, unanswered } from '../../drivers/dns.ts';
import { hostAddresses, type HostAddresses } from '../../evidence/domain/host-addresses.ts';
import { ownership, type Ownership } from '../../evidence/domain/ownership.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import type { Subject } from '../../model/subject.ts';
import { quote } from '../../model/text.ts';
import { defineProbe, type LookResult } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

export const ownershipProbe = defineProbe({
  id: 'domain/ownership',
  version: 1,
  title: 'asks DNS for the record that ties a host to an account at its hosting platform',
  about: 'host',
  needs: { vantage: one(vantage), host: one(hostAddresses) },
  fills: ownership,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 8000,
  async gather({ subject, given, io, signal }): Promise<LookResult<Ownership>> {
    mustSeeDns(given.vantage);
    const proof = platformOf(given.host)?.proof;
    if (!proof) return { value: { status: 'none', at: [], texts: [] }, complete: true };
    const domain = domainOf(subject);
    const name = proof.label === '@' ? subject.name : `${proof.label}.${domain}`;
    const reply = await ask(io, { name, type: 'TXT', recursive: true }, signal);
    if (reply.status !== 'ok' && !absenceProven(reply)) throw unanswered(`${name} TXT`, reply);
    const texts = recordsOf(reply, 'TXT').map(({ data }) => data.strings.join(''));
    const fits = texts.filter((text) => text.startsWith(proof.starts));
    // At a shared label the text names the host that it is for.
    const isOurs = proof.label === '@' ? fits.length > 0 : fits.some((text) => text.includes(subject.name));
    return { value: { status: isOurs ? 'proven' : 'unproven', at: [name], texts: fits.slice(0, 16).map((text) => quote(text)) }, complete: true };
  },
});

function platformOf({ chain }: HostAddresses) {
  return WEB_HOSTS.find(({ aliases }) => chain.some((target) => aliases.some((suffix) => isAtOrBelow(target, suffix))));
}

function domainOf(subject: Subject): string {
  return subject.parent?.startsWith('domain:') ? subject.parent.slice('domain:'.length) : subject.name;
}
