import type { DelegationSeen } from '../../evidence/domain/delegation.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { dnsHostOf } from './dns-remedy.ts';

export function sharedServers(above: readonly string[], below: readonly string[]): string[] {
  return above.filter((server) => below.includes(server));
}

/** Name servers below the domain whose address at the parent is missing, or none of those that they have today. */
export function glueFaults({ glue }: DelegationSeen, { servers }: NameServers): { server: string; glue: readonly string[]; now: readonly string[] }[] {
  return glue.flatMap(({ name, addresses }) => {
    const now = servers.find((server) => server.name === name)?.addresses ?? [];
    const wrong = addresses.length === 0 || (now.length > 0 && !now.some((address) => addresses.includes(address)));
    return wrong ? [{ server: name, glue: addresses, now }] : [];
  });
}

/** Both lists, as they were answered. */
export function delegationProof(above: DelegationSeen, below: NameServers): Proof[] {
  const own = below.servers.flatMap(({ name, names, addresses }) => (names ? [quote(`@${name} (${addresses.join(', ')}): ${names.join(', ')}`)] : []));
  return [
    { says: `The zone above (${above.parent}) answered:`, lines: above.lines.slice(0, 12) },
    { says: 'The name servers themselves say:', lines: own },
  ];
}

/** How the two lists become one. Which of them is right only the owner knows: it is the one where the records are kept. */
export function enterServers(domain: string, above: readonly string[], below: readonly string[]): Remedy {
  const [first, second] = [titleOf(above), titleOf(below)];
  return {
    steps: [
      `Decide where the records of ${domain} are kept: at ${first} (what visitors use today) or at ${second} (what the records themselves say).`,
      `It is ${second}: at the company where ${domain} was registered, open "name servers" and enter exactly ${below.join(', ')}; for names below ${domain} also their addresses ("host names" or "glue").`,
      `It is ${first}: there, make the NS records of ${domain} exactly ${above.join(', ')}, and close the zone at the other company so that nobody edits it by mistake.`,
      'Before you change the list, copy all records to the host that stays; the old one must answer for two more days.',
    ],
  };
}

function titleOf(names: readonly string[]): string {
  return dnsHostOf(names)?.title ?? names.slice(0, 2).join(' and ');
}
