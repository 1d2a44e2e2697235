import { parseV4, parseV6 } from '../model/address.ts';

/** The address a message came from, in the forms SPF needs. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is IPv4 (RFC 7208 §5). */
export interface SpfClient {
  readonly family: 4 | 6;
  /** 32-bit words, most significant first: one for IPv4, four for IPv6. */
  readonly words: readonly number[];
  /** `%{c}`: as people write it. */
  readonly text: string;
  /** `%{i}`: dotted, for IPv6 one hexadecimal digit each. */
  readonly dotted: string;
  /** Where its PTR records are. */
  readonly reverseName: string;
}

/** Reads an address; nothing when it is none. */
export function spfClient(text: string): SpfClient | undefined {
  const words = wordsOf(text);
  if (!words) return undefined;
  const mapped = words.length === 4 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  const [v4 = 0] = mapped ? words.slice(3) : words;
  if (words.length === 1 || mapped) {
    const bytes = [v4 >>> 24, (v4 >>> 16) & 255, (v4 >>> 8) & 255, v4 & 255];
    const dotted = bytes.join('.');
    return { family: 4, words: [v4], text: dotted, dotted, reverseName: `${bytes.reverse().join('.')}.in-addr.arpa` };
  }
  const digits = words.flatMap((word) => word.toString(16).padStart(8, '0').split(''));
  const dotted = digits.join('.').toUpperCase();
  return { family: 6, words, text: ip6Text(words), dotted, reverseName: `${digits.reverse().join('.')}.ip6.arpa` };
}

/** True when an address lies in the network `network/bits` of its own family. `network` is an address as DNS or a record gives it. */
export function isInNetwork(client: SpfClient, network: string, bits: number): boolean {
  const words = wordsOf(network);
  if (!words || words.length !== client.words.length) return false;
  let left = bits;
  for (const [at, word] of words.entries()) {
    if (left <= 0) return true;
    const mask = left >= 32 ? 0xffff_ffff : ~(0xffff_ffff >>> left);
    if (((word ^ (client.words[at] ?? 0)) & mask) !== 0) return false;
    left -= 32;
  }
  return true;
}

function wordsOf(text: string): number[] | undefined {
  const v4 = text.includes(':') ? undefined : parseV4(text);
  if (v4 !== undefined) return [v4];
  const halves = parseV6(text);
  return halves && [0, 2, 4, 6].map((at) => (halves[at] ?? 0) * 65_536 + (halves[at + 1] ?? 0));
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
