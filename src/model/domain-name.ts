/** The name is the domain itself or lies below it. Both in lower case, without a last dot. */
export function isAtOrBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** True for zones in which names are sold: top-level domains and such as `co.uk`. */
export function isRegistry(zone: string): boolean {
  const labels = zone.split('.');
  return labels.length === 1 || (labels.length === 2 && labels[1]?.length === 2 && (labels[0]?.length ?? 0) <= 3);
}
