/** An IPv4 address that leads to somebody on the internet: not private, not of this machine, none of the manuals' (RFC 5737), no resolver that everybody uses. */
export function isSomebodysV4(a: number, b: number, c: number, d: number): boolean {
  if (a === 0 || a === 10 || a === 127 || a > 223) return false;
  if (a === 192) return b !== 168 && !(b === 0 && (c === 0 || c === 2));
  if (a === 172) return b < 16 || b > 31;
  if (a === 100) return b < 64 || b > 127;
  if (a === 169) return b !== 254;
  if (a === 198) return b !== 18 && b !== 19 && !(b === 51 && c === 100);
  if (a === 203) return !(b === 0 && c === 113);
  return !((a === 8 && b === 8) || (a === 1 && c === b && b < 2)) || d > 8;
}
