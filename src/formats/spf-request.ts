import { clientDotted, clientText, type SpfClient } from './spf-client.ts';
import type { SpfMacroValues } from './spf-macro.ts';

/** SMTP commands are shorter (RFC 5321 §4.5.3.1). */
const MOST_INPUT = 1000;

/** One delivery, as a receiver sees it. */
export interface SpfRequest {
  /** IPv4 or IPv6 address the message came from. */
  readonly ip: string;
  /** Envelope sender ("Return-Path") without angle brackets; empty for a bounce, then `helo` is judged (RFC 7208 §2.4). */
  readonly mailFrom: string;
  readonly helo: string;
  /** The receiving host, for `%{r}` in explanations. */
  readonly receiver?: string;
  /** Epoch milliseconds, for `%{t}` in explanations. */
  readonly now?: number;
  /** Look-ups without result that are let pass; 2 by §4.6.4. */
  readonly mostVoids?: number;
}

/** Local part and domain of the sender; of the greeting when there is no sender (RFC 7208 §2.4, §4.3). */
export function senderOf({ mailFrom, helo }: SpfRequest): { local: string; domain: string } {
  const at = mailFrom.lastIndexOf('@');
  const domain = mailFrom === '' ? helo : mailFrom.slice(at + 1);
  const ascii = /[^\x00-\x7f]/.test(domain) ? asciiDomain(domain) : domain;
  return { local: at > 0 ? mailFrom.slice(0, at) : 'postmaster', domain: ascii.endsWith('.') ? ascii.slice(0, -1) : ascii };
}

/** Internationalized names are asked for in their ASCII form (RFC 7208 §4.3). */
function asciiDomain(domain: string): string {
  const url = `http://${domain.slice(0, MOST_INPUT)}`;
  return URL.canParse(url) ? new URL(url).hostname : domain;
}

/** Why a request cannot be one, if so. */
export function tooLong({ mailFrom, helo, receiver = '' }: SpfRequest): string | undefined {
  return Math.max(mailFrom.length, helo.length, receiver.length) > MOST_INPUT ? 'no mail command is that long' : undefined;
}

/** What the macros stand for that do not depend on the record or on DNS (RFC 7208 §7.2). */
export function valuesOf({ helo, receiver, now }: SpfRequest, client: SpfClient, local: string, domain: string): SpfMacroValues {
  const make: Readonly<Record<string, () => string>> = {
    s: () => `${local}@${domain}`,
    l: () => local,
    o: () => domain,
    i: () => clientDotted(client),
    c: () => clientText(client),
    v: () => (client.family === 4 ? 'in-addr' : 'ip6'),
    h: () => helo,
    r: () => receiver ?? 'unknown',
    t: () => String(Math.floor((now ?? 0) / 1000)),
  };
  return (letter) => make[letter]?.();
}
