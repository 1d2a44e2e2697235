import { isAtOrBelow } from '../../model/domain-name.ts';
import { CLAIMABLE_SERVICES, type ClaimableService } from '../../data/claimable-services.ts';
import { PREVIEW_PLATFORMS, type PreviewPlatform } from '../../data/preview-platforms.ts';
import type { HostAddresses } from '../../evidence/domain/host-addresses.ts';
import type { Proof } from '../../model/finding.ts';
import type { DeclaredHost, Intent } from '../../model/intent.ts';
import type { Subject } from '../../model/subject.ts';

/** The line of the config (or our assumption) about a host; none for a host that was found. */
export function hostIn(intent: Intent, name: string): DeclaredHost | undefined {
  return intent.hosts.find((host) => host.name === name);
}

/** True for a host that the project's owner named: by a line of the config, or as the canonical host. */
export function isNamed(intent: Intent, name: string): boolean {
  return intent.canonicalHost === name || (hostIn(intent, name)?.declared ?? false);
}

/** The platform under whose own domain a name lies, such as `my-app.vercel.app`. */
export function previewPlatformOf(name: string): PreviewPlatform | undefined {
  return PREVIEW_PLATFORMS.find((platform) => platform.suffixes.some((suffix) => isAtOrBelow(name, suffix)));
}

/** The service below whose domain a name lies, if anybody can register names there. */
export function claimableServiceOf(name: string): ClaimableService | undefined {
  return CLAIMABLE_SERVICES.find(({ suffix }) => name.endsWith(`.${suffix}`));
}

/** The zone a host belongs to, as the domain it is below. */
export function zoneOf(subject: Subject): string {
  return subject.parent?.startsWith('domain:') ? subject.parent.slice('domain:'.length) : subject.name.split('.').slice(-2).join('.');
}

/** What DNS answered about a host. */
export function dnsProof(host: Pick<HostAddresses, 'lines'>): Proof[] {
  return [{ says: 'DNS answered:', lines: (host.lines ?? []).slice(0, 8) }];
}

/** Why nothing about a host is required. */
export const UNNAMED = 'nobody declared this host, so nothing depends on it as far as we know';
