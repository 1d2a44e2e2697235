import type { DnsTarget } from '../../evidence/domain/mail-targets.ts';
import type { TrustedHosts } from '../../evidence/edge/trusted-hosts.ts';
import type { FailDetails } from '../../model/check.ts';
import { claimableServiceOf } from '../domain/host-facts.ts';
import { isRegistry } from '../../model/domain-name.ts';
import { boughtAs } from '../domain/name-server-facts.ts';

/** What somebody could take to own a lost name: its unregistered domain, or itself where a service hands out such names. */
export function freeName({ host, status, lostIn, leadsTo = host }: DnsTarget): string | undefined {
  if (status !== 'lost' || lostIn === null) return undefined;
  if (isRegistry(lostIn) && leadsTo.endsWith(`.${lostIn}`)) return boughtAs(leadsTo, lostIn);
  return claimableServiceOf(leadsTo) ? leadsTo : undefined;
}

/** The strongest thing that the page lets a host do. */
export function powerOf({ host }: DnsTarget, { powers }: TrustedHosts): string | undefined {
  const given = powers.filter((one) => one.host === host).map(({ as }) => as);
  return ['script', 'object', 'frame', 'form', 'stylesheet', 'manifest', 'policy'].find((power) => given.includes(power));
}

/** What shows a lost name, how sure that somebody can take it, and what to do about it. */
export function repairOf({ host, lines, leadsTo = host }: DnsTarget, free: string, what: string): Pick<FailDetails, 'proof' | 'fix' | 'grade' | 'test'> {
  const service = free === leadsTo ? claimableServiceOf(leadsTo)?.title : undefined;
  const place = what === 'policy' ? 'the content security policy of the page' : 'the page';
  return {
    proof: [{ says: `The page names it (${what}), and DNS answered:`, lines }],
    fix: {
      steps: [`Remove ${host} from ${place}, or load it from your own host.`, `If ${free} was yours, take it again today, before somebody else does.`],
    },
    // The registry says that nobody has it; whether it can be had today only trying shows, and what a service allows even less.
    grade: service === undefined ? 'observed' : 'inferred',
    test: service === undefined ? `whois ${free}` : `Try to create ${free} at ${service}: if it lets you, anybody could.`,
  };
}
