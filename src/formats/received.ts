import { addressScope, parseV4, parseV6 } from '../model/address.ts';

/** One hop of a mail, from a Received field (RFC 5321 §4.4). Raw outside text: anybody before the first server of one's own can write such lines. */
export interface ReceivedHop {
  /** Address of the client as the server saw it; none for hops inside one machine. */
  readonly ip: string | undefined;
  /** What the client called itself. */
  readonly helo: string | undefined;
  /** Server that wrote the line. */
  readonly by: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number | undefined;
}

/** Reads one Received value in the forms that Postfix, Exim, Sendmail, Gmail, Microsoft and Amazon write. Never throws. */
export function parseReceived(value: string): ReceivedHop {
  const text = value.slice(0, 4000);
  const semicolon = text.lastIndexOf(';');
  const route = semicolon < 0 ? text : text.slice(0, semicolon);
  const at = semicolon < 0 ? Number.NaN : Date.parse(text.slice(semicolon + 1).replace(/\([^()]*\)/g, ' '));
  const from = /(?:^|\s)from\s([^]*?)(?=\sby\s|$)/i.exec(route)?.[1];
  return {
    ip: from === undefined ? undefined : ipIn(from),
    helo: from === undefined ? undefined : (/\bhelo=([^\s)]+)/i.exec(from)?.[1] ?? /^\s*\[?([\w.:-]+)/.exec(from)?.[1]),
    by: /(?:^|\s)by\s+([\w.:-]+)/i.exec(route)?.[1]?.toLowerCase(),
    at: Number.isNaN(at) ? undefined : at,
  };
}

/** The last address in brackets or parentheses: what the server saw stands behind what the client claimed. */
function ipIn(from: string): string | undefined {
  const found = [...from.matchAll(/[[(](?:IPv6:)?([0-9a-f.:]{2,45})[\])]/gi)].map(([, address = '']) => address.toLowerCase());
  return found.findLast((address) => parseV4(address) !== undefined || parseV6(address) !== undefined);
}

/**
 * The hop at which the mail came in from the outside: the topmost whose client has a public address. Hops above it are inside the receiving service;
 * what stands below was written by the sender and proves nothing.
 */
export function entryHop(values: readonly string[]): ReceivedHop | undefined {
  return values
    .slice(0, 50)
    .map(parseReceived)
    .find(({ ip }) => ip !== undefined && addressScope(ip) === 'public');
}
