export type AddressScope = 'public' | 'private' | 'loopback' | 'link-local' | 'reserved';

/** IPv4 prefixes that are not public, RFC 6890. Documentation ranges count as public: they stand for real addresses in examples and in the range. */
const V4: readonly (readonly [prefix: string, bits: number, scope: AddressScope])[] = [
  ['0.0.0.0', 8, 'reserved'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['224.0.0.0', 3, 'reserved'],
];

/**
 * Where an address leads, RFC 6890. `address` is IPv4 or IPv6 text; anything else is `reserved`.
 * IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged by the IPv4 part, so that no wrapping hides a private address.
 */
export function addressScope(address: string): AddressScope {
  const v4 = parseV4(address);
  if (v4 !== undefined) return scopeV4(v4);
  const v6 = parseV6(address);
  return v6 === undefined ? 'reserved' : scopeV6(v6);
}

function scopeV4(value: number): AddressScope {
  for (const [prefix, bits, scope] of V4) {
    const size = 2 ** (32 - bits);
    if (Math.floor(value / size) === Math.floor((parseV4(prefix) ?? 0) / size)) return scope;
  }
  return 'public';
}

function scopeV6(words: readonly number[]): AddressScope {
  const w = (index: number): number => words[index] ?? 0;
  const leadingZeros = words.slice(0, 5).every((word) => word === 0);
  if (leadingZeros && w(5) === 0 && w(6) === 0 && w(7) === 1) return 'loopback';
  if (leadingZeros && w(5) === 0 && w(6) === 0 && w(7) === 0) return 'reserved';
  if (leadingZeros && w(5) === 0xffff) return scopeV4(w(6) * 65_536 + w(7));
  if (w(0) === 0x64 && w(1) === 0xff9b) return scopeV4(w(6) * 65_536 + w(7));
  if (w(0) === 0x2002) return scopeV4(w(1) * 65_536 + w(2));
  if ((w(0) & 0xffc0) === 0xfe80) return 'link-local';
  if ((w(0) & 0xfe00) === 0xfc00) return 'private';
  return (w(0) & 0xe000) === 0x2000 ? 'public' : 'reserved';
}

/** Whether an address lies in a prefix (`192.0.2.0/24`, `2001:db8::/32`); false for texts that are neither. */
export function isWithin(address: string, prefix: string): boolean {
  const [base = '', length = ''] = prefix.split('/');
  const bits = Number(length);
  const [v4, base4] = [parseV4(address), parseV4(base)];
  if (v4 !== undefined && base4 !== undefined) return sameStart([v4], [base4], bits, 32);
  const [v6, base6] = [parseV6(address), parseV6(base)];
  return v6 !== undefined && base6 !== undefined && sameStart(v6, base6, bits, 16);
}

/** Whether the first `bits` bits of two rows of words of `each` bits are the same. */
function sameStart(some: readonly number[], others: readonly number[], bits: number, each: number): boolean {
  return some.every((word, at) => {
    const size = 2 ** Math.max(0, Math.min(each, each * (at + 1) - bits));
    return Math.floor(word / size) === Math.floor((others[at] ?? 0) / size);
  });
}

/** The 32-bit value of dotted IPv4 text, or nothing. */
export function parseV4(address: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (!match) return undefined;
  const bytes = match.slice(1).map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The eight 16-bit words of IPv6 text (with `::` and a dotted tail), or nothing. Zone ids are refused. */
export function parseV6(address: string): number[] | undefined {
  let text = address;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const tail = parseV4(dotted[2] ?? '');
    if (tail === undefined) return undefined;
    text = `${dotted[1]}${Math.floor(tail / 65_536).toString(16)}:${(tail % 65_536).toString(16)}`;
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...head, ...tail];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - groups.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => '0'), ...tail].map((group) => Number.parseInt(group, 16));
}
