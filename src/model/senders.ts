import type { Intent, MailSender } from './intent.ts';

/** The declared senders whose From domain lies in this domain and in no deeper domain of the config. */
export function sendersUnder(domain: string, intent: Pick<Intent, 'senders' | 'domains'>): readonly MailSender[] {
  const within = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
  return intent.senders.filter(({ domain: from, declared }) => {
    if (!declared) return false;
    const zones = intent.domains.filter((zone) => within(from, zone)).sort((a, b) => b.length - a.length);
    return zones[0] === domain;
  });
}
