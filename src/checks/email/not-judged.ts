import { FREE_MAILBOXES } from '../../data/free-mailboxes.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Intent } from '../../model/intent.ts';
import { previewPlatformOf } from '../domain/host-facts.ts';

/** Why mail records of a domain are no matter of this project, if so. */
export function whyNotOurs(domain: string, ns: NameServers | undefined): string | undefined {
  if (FREE_MAILBOXES.has(domain)) return `${domain} belongs to a mailbox provider, not to this project`;
  const platform = previewPlatformOf(domain);
  if (platform) return `${domain} belongs to ${platform.title}; only they can publish mail records there`;
  return ns?.status === 'missing' ? `DNS proves that ${domain} does not exist; see domain/name-servers` : undefined;
}

/** The same for checks of sending. */
export function whyNotSending(domain: string, ns: NameServers | undefined, intent: Pick<Intent, 'sendsMail'>): string | undefined {
  return intent.sendsMail === false ? 'the config says that this project sends no mail; see email/no-mail' : whyNotOurs(domain, ns);
}
