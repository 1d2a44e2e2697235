import type { Vantage } from '../../evidence/vantage.ts';
import { CouldNotLook } from '../../ports/probe.ts';

const REASONS = {
  invented: 'the network of this machine answers for names that do not exist, so its DNS proves nothing',
  silent: 'no DNS resolver of this machine answers: port 53 may be blocked here',
  'no-resolver': 'this machine names no DNS resolver',
} as const;

/** @throws CouldNotLook with code `blocked-here` where the machine we look from cannot see DNS: nothing then says anything about the domain */
export function mustSeeDns({ dns }: Vantage): void {
  if (dns !== 'works') throw new CouldNotLook('blocked-here', REASONS[dns]);
}

/** @throws CouldNotLook as `mustSeeDns`, and where DNS is only seen over HTTPS: single name servers then cannot be asked */
export function mustReachServers(seen: Vantage): void {
  mustSeeDns(seen);
  if (seen.overHttps) throw new CouldNotLook('blocked-here', 'port 53 is blocked or intercepted here, so that name servers cannot be asked one by one');
}
