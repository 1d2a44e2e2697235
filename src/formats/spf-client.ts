import { parseV4, parseV6 } from '../model/address.ts';

/** The address a message came from. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is IPv4 (RFC 7208 §5). */
export interface SpfClient {
  readonly family: 4 | 6;
  /** 32-bit words, most significant first: one for IPv4, four for IPv6. */
  readonly words: readonly number[];
}

/** Reads an address; nothing when it is none. */
export function spfClient(text: string): SpfClient | undefined {
  const words = addressWords(text);
  if (words.length === 0) return undefined;
  if (words.length === 1) return { family: 4, words };
  const [first, second, third, last = 0] = words;
  return first === 0 && second === 0 && third === 0xffff ? { family: 4, words: [last] } : { family: 6, words };
}

/** `%{c}`: the address as people write it. */
export function clientText({ family, words }: SpfClient): string {
  return family === 4 ? bytesOf(words).join('.') : ip6Text(words);
}

/** `%{i}`: dotted, for IPv6 one hexadecimal digit each (RFC 7208 §7.3). */
export function clientDotted({ family, words }: SpfClient): string {
  return family === 4 ? bytesOf(words).join('.') : digitsOf(words).join('.').toUpperCase();
}

/** Where the PTR records of an address are. */
export function reverseName({ family, words }: SpfClient): string {
  return family === 4 ? `${bytesOf(words).reverse().join('.')}.in-addr.arpa` : `${digitsOf(words).reverse().join('.')}.ip6.arpa`;
}

function bytesOf([word = 0]: readonly number[]): number[] {
  return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255];
}

function digitsOf(words: readonly number[]): string[] {
  return words.flatMap((word) => word.toString(16).padStart(8, '0').split(''));
}

/** True when an address lies in a network of its own family. */
export function isInNetwork(client: SpfClient, words: readonly number[], bits: number): boolean {
  if (words.length !== client.words.length) return false;
  for (let at = 0, left = bits; at < words.length && left > 0; at += 1, left -= 32) {
    const mask = left >= 32 ? 0xffff_ffff : ~(0xffff_ffff >>> left);
    if ((((words[at] ?? 0) ^ (client.words[at] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

/** The 32-bit words of an address as DNS or a record gives it: one for IPv4, four for IPv6; none for anything else. */
export function addressWords(text: string): readonly number[] {
  if (!text.includes(':')) {
    const v4 = parseV4(text);
    return v4 === undefined ? [] : [v4];
  }
  const halves = parseV6(text);
  return halves ? [0, 2, 4, 6].map((at) => (halves[at] ?? 0) * 65_536 + (halves[at + 1] ?? 0)) : [];
}

/** RFC 5952 §4: no leading zeros, the longest run of zeros as `::`. */
function ip6Text(words: readonly number[]): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  let best = { from: -1, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (groups[from + length] === 0) length += 1;
    if (length > best.length) best = { from, length };
  }
  const text = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  return best.from < 0 ? text(groups) : `${text(groups.slice(0, best.from))}::${text(groups.slice(best.from + best.length))}`;
}
