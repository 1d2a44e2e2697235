import { isAtOrBelow } from './domain-name.ts';
import type { Intent, MailSender } from './intent.ts';

/** The declared senders whose From domain lies in this domain and in no deeper domain of the config. */
export function sendersUnder(domain: string, intent: Pick<Intent, 'senders' | 'domains'>): readonly MailSender[] {
  return intent.senders.filter(({ domain: from, declared }) => {
    if (!declared) return false;
    const zones = intent.domains.filter((zone) => isAtOrBelow(from, zone)).sort((a, b) => b.length - a.length);
    return zones[0] === domain;
  });
}
