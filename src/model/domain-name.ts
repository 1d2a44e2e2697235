/** The name is the domain itself or lies below it. Both in lower case, without a last dot. */
export function isAtOrBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
