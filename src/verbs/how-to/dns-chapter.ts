import { DNS_HOSTS } from '../../data/dns-hosts.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { registration } from '../../evidence/domain/registration.ts';
import type { HowToChapter } from '../../model/how-to.ts';
import type { ArchivedRun } from '../../ports/store.ts';
import { seenIn } from './seen-in.ts';

/** Where the records of a domain are edited, as the first step of every change. */
export function whereToEdit(domain: string, run: ArchivedRun): string {
  const names = seenIn(run, nameServers, domain)?.names ?? [];
  const host = DNS_HOSTS.find(({ servers }) => names.length > 0 && names.every((name) => servers.test(name)));
  if (host) return `Sign in at ${host.title} (${host.where}).`;
  return names.length > 0
    ? `Sign in at the company whose name servers are ${names.slice(0, 4).join(', ')}.`
    : 'Sign in where the DNS of the domain is served; usually it is where the domain was bought.';
}

/** How a record of a domain is changed, and how it is put back. */
export function dnsChapter(domain: string, run: ArchivedRun): HowToChapter {
  const registered = seenIn(run, registration, domain);
  const servers = seenIn(run, nameServers, domain)?.names ?? [];
  return {
    title: `Change or repair DNS of ${domain}`,
    now: [
      `Name servers: ${servers.length > 0 ? servers.join(', ') : 'they could not be seen'}.`,
      registered
        ? `Registrar: ${registered.registrar ?? 'not told'}; the registration ends ${registered.expires?.slice(0, 10) ?? 'on a day that is not told'}.`
        : 'The registration could not be seen.',
      'Every record with its purpose: launch-ready audit --map.',
    ],
    steps: [
      'Write down the old value, or keep the map of today: it is the way back.',
      whereToEdit(domain, run),
      'A day before a move, lower the TTL of the record to 300; the old value lives in caches for as long as its TTL said.',
      'Change one record, then look before you change the next.',
      'Records that repair a finding, and the way back: launch-ready fix, launch-ready fix --undo.',
      `When nothing of the domain works any more: see at the registrar${registered?.registrar ? ` (${registered.registrar})` : ''} that it is paid, not on hold, and names the same name servers as above.`,
    ],
    check: 'launch-ready --only domain/propagation --only domain/zone-agreement --only domain/delegation',
  };
}
