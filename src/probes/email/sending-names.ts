import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { Intent } from '../../model/intent.ts';
import { sendersUnder } from '../../model/senders.ts';

/** Labels that sending services propose for their envelope sender; asked when nobody said which service is used. */
const USUAL_LABELS = ['send', 'envelope', 'mg', 'pm-bounces'];

/** Names below the domain at which an envelope sender may need SPF: declared From domains, and the labels of their services. */
export function envelopeNames(domain: string, intent: Intent): string[] {
  const senders = sendersUnder(domain, intent);
  const declared = senders.flatMap((sender) => {
    const places = MAIL_PROVIDERS.find(({ id }) => id === sender.provider)?.spf.places ?? [];
    return [sender.domain, ...places.filter((label) => label !== '@').map((label) => `${label}.${sender.domain}`)];
  });
  const usual = intent.sendsMail !== false && !intent.senders.some((sender) => sender.declared) ? USUAL_LABELS.map((label) => `${label}.${domain}`) : [];
  return [...new Set([...declared, ...usual])].filter((name) => name !== domain).slice(0, 12);
}

/** An address from which mail of an envelope domain leaves. */
export interface SendingAddress {
  readonly ip: string;
  readonly envelope: string;
}

/** The addresses that the config names for senders of the domain, each with the envelope domain its service proposes. */
export function sendingAddresses(domain: string, intent: Intent): SendingAddress[] {
  return sendersUnder(domain, intent).flatMap((sender) => {
    const [place = '@'] = MAIL_PROVIDERS.find(({ id }) => id === sender.provider)?.spf.places ?? [];
    const envelope = place === '@' ? sender.domain : `${place}.${sender.domain}`;
    return (sender.addresses ?? []).slice(0, 20).map((ip) => ({ ip, envelope }));
  });
}
