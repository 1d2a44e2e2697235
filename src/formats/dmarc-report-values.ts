import { isAtOrBelow } from '../model/domain-name.ts';
import { parseV4, parseV6 } from '../model/address.ts';

/** A domain name as canonical text: lower case, ASCII, no final dot; `null` for what is none. Angle brackets and a mailbox before it are cut off. */
export function domainIn(text: string): string | null {
  const bare = text.slice(0, 400).replace(/^.*@/, '').replace(/^<|>$/g, '').trim().replace(/\.+$/, '').toLowerCase();
  const ascii = /^[\x21-\x7e]*$/.test(bare) ? bare : inAscii(bare);
  return /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/.test(ascii) && !ascii.includes('..') ? ascii : null;
}

function inAscii(name: string): string {
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : '';
}

/** An IP address as canonical text; IPv4 inside IPv6 becomes IPv4; `null` for what is none. */
export function addressIn(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .toLowerCase()
    .slice(0, 60);
  if (parseV4(bare) !== undefined) return bare;
  const words = parseV6(bare);
  if (words === undefined) return null;
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) {
    const [high = 0, low = 0] = words.slice(6);
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  return bare;
}

const MOST_MESSAGES = 1_000_000_000;

/** A count of messages; `null` when it is missing, negative, no whole number or absurd. */
export function countIn(text: string): number | null {
  const match = /^\+?(\d{1,12})(?:\.0*)?$/.exec(text.trim());
  const value = Number(match?.[1]);
  return match && value >= 0 && value <= MOST_MESSAGES ? value : null;
}

/** An instant as epoch seconds: seconds, milliseconds, or a date as text (UTC unless it says otherwise); `null` for what is none. */
export function instantIn(text: string): number | null {
  const bare = text.trim().slice(0, 60);
  const numeric = /^(\d{1,13})(?:\.\d*)?$/.exec(bare);
  if (numeric) {
    const value = Number(numeric[1]);
    return value > 99_999_999_999 ? Math.floor(value / 1000) : value;
  }
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(bare);
  const parsed = iso ? Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${/^[+-]/.test(iso[3] ?? '') ? iso[3] : 'Z'}`) : Date.parse(bare);
  return Number.isFinite(parsed) && parsed >= 0 ? Math.floor(parsed / 1000) : null;
}

/** True when one name is the other, or lies below it; without a suffix list that is all that can be said. */
export function isRelated(one: string, other: string): boolean {
  return isAtOrBelow(one, other) || other.endsWith(`.${one}`);
}
