import {
  KEPT_MESSAGES_SCHEMA,
  keptReceivedMessages,
  SIGNATURE_CAP,
  type KeptArrival,
  type KeptFlow,
  type KeptReceivedMessages,
} from '../../evidence/email/kept-received-messages.ts';
import type { ReceivedMessages } from '../../evidence/email/received-message.ts';
import type { DkimSignature } from '../../formats/dkim-signature.ts';
import { type MailFacts, readMailFacts } from '../../formats/mail-facts.ts';
import { addressDomain } from '../../formats/message.ts';
import { addressScope } from '../../model/address.ts';
import { quote } from '../../model/text.ts';

/** A mail as one of our receiving ends got it. */
export interface Received {
  readonly raw: Uint8Array;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly via: 'smtp' | 'imap' | 'api';
  readonly placement: 'inbox' | 'spam' | 'other' | 'not-known';
  readonly folder?: string;
  /** What our own sink saw of the sender. */
  readonly session?: { readonly ip: string; readonly helo: string; readonly mailFrom: string };
  /** Public address of a relay inside, by the config. */
  readonly sentFrom?: string;
}

/** The mail without everything that names a person or opens a door. `askedAt` is epoch milliseconds. */
export function arrivalOf(mail: Received, askedAt: number): KeptArrival {
  const facts = readMailFacts(mail.raw);
  const short = (text: string): ReturnType<typeof quote> => quote(text, 255);
  return {
    at: new Date(mail.at).toISOString(),
    afterMs: Math.max(0, Math.round(mail.at - askedAt)),
    via: mail.via,
    placement: mail.placement,
    folder: mail.folder === undefined ? null : quote(mail.folder, 120),
    client: clientOf(mail, facts),
    mailFromDomain: senderOf(mail, facts),
    bytes: facts.bytes,
    from: facts.from.map(({ domain, shown }) => ({ domain: short(domain), shown: quote(shown) })),
    replyToDomains: facts.replyToDomains.map(short),
    links: facts.links.map((link) => ({ ...link, host: short(link.host), shown: quote(link.shown) })),
    messageIdDomains: facts.messageIdDomains.map(short),
    dates: facts.dates.map((date) => (date === null || Math.abs(date) > 8e12 ? null : new Date(date).toISOString())),
    hasText: facts.hasText,
    hasHtml: facts.hasHtml,
    unsubscribe: facts.unsubscribe,
    passedThen: { dkim: false, spf: false },
    signatures: facts.signatures.map(signatureOf),
  };
}

/** Who sent it: the other end of the connection, unless that is a relay inside; then the config's word, then the line of the first server that is outside. */
function clientOf({ session, sentFrom }: Received, { entry }: MailFacts): KeptArrival['client'] {
  const helo = quote(session?.helo ?? '', 255);
  if (session && addressScope(session.ip) === 'public') return { ip: session.ip, helo, known: 'connection' };
  if (sentFrom !== undefined) return { ip: sentFrom, helo, known: 'declared' };
  return entry?.ip === undefined ? null : { ip: entry.ip, helo: quote(entry.helo ?? '', 255), known: 'received' };
}

function senderOf({ session }: Received, { returnPathDomain }: MailFacts): KeptArrival['mailFromDomain'] {
  if (session) return quote(session.mailFrom === '' ? '' : (addressDomain(session.mailFrom) ?? ''), 255);
  return returnPathDomain === undefined ? null : quote(returnPathDomain, 255);
}

function signatureOf({ domain, selector, algorithm, identityDomain, signed, signature, faults, ...rest }: DkimSignature): KeptArrival['signatures'][number] {
  const tooLong = signature.length > SIGNATURE_CAP;
  return {
    ...rest,
    domain: quote(domain, 255),
    selector: quote(selector, 255),
    algorithm: quote(algorithm, 40),
    identityDomain: quote(identityDomain, 255),
    signed: signed.map((name) => quote(name, 80)),
    signature: quote(tooLong ? '' : signature, SIGNATURE_CAP),
    faults: [...(tooLong ? ['it is longer than any key in use makes it'] : []), ...faults].slice(0, 10).map((fault) => quote(fault)),
  };
}

const MOST_KEPT = 50;

/**
 * The kept document with a flow's newest result in place of its older one. That a person did not ask for a mail says nothing: an older arrival stays.
 * A document that is not ours is begun anew.
 */
export function withFlow(old: unknown, flow: KeptFlow): KeptReceivedMessages {
  const before = flowsIn(old);
  const isSame = (one: KeptFlow): boolean => one.flow === flow.flow && one.environment === flow.environment;
  if (!flow.arrival && flow.asked === 'person' && before.some((one) => isSame(one) && one.arrival)) return { schema: KEPT_MESSAGES_SCHEMA, flows: before };
  return { schema: KEPT_MESSAGES_SCHEMA, flows: [...before.filter((one) => !isSame(one)), flow].slice(-MOST_KEPT) };
}

/** The kept document with what passed in the mails that were just verified. */
export function withPassed(old: unknown, verified: ReceivedMessages): KeptReceivedMessages {
  const flows = flowsIn(old).map((kept): KeptFlow => {
    const now = verified.messages.find(({ flow, environment, askedAt }) => flow === kept.flow && environment === kept.environment && askedAt === kept.askedAt);
    if (!kept.arrival || !now?.arrival) return kept;
    const dkim = kept.arrival.passedThen.dkim || now.arrival.signatures.some(({ result }) => result === 'pass');
    return { ...kept, arrival: { ...kept.arrival, passedThen: { dkim, spf: kept.arrival.passedThen.spf || now.arrival.spf?.result === 'pass' } } };
  });
  return { schema: KEPT_MESSAGES_SCHEMA, flows };
}

function flowsIn(old: unknown): readonly KeptFlow[] {
  return keptReceivedMessages.fault(old, '') === undefined ? (old as KeptReceivedMessages).flows : [];
}
