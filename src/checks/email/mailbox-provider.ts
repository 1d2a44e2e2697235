import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { MxEvidence } from '../../evidence/email/mx.ts';
import type { MailProvider } from '../../model/mail-provider.ts';

/** The service that runs people's mailboxes, told by the mail exchanges. */
export function mailboxProvider(mx: MxEvidence | undefined): MailProvider | undefined {
  const hosts = mx?.exchanges.map(({ host }) => host.toLowerCase()) ?? [];
  return MAIL_PROVIDERS.find(({ kind, mx: endings }) => kind === 'mailbox' && endings.some((ending) => hosts.some((host) => isAtOrBelow(host, ending))));
}
