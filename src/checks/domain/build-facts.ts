/** One place that serves the app, with what tells its build. */
export interface Served {
  /** A host, or a host at one address. */
  readonly at: string;
  readonly host: string;
  readonly buildId: string | null;
  readonly files: readonly string[];
}

/** A file name with its digest taken out: `index-….js`. */
function stem(path: string): string {
  return path.replace(/([._-])[\w-]{8,64}(?=\.[a-z0-9]{2,5}(\.[a-z]{2,5})?$)/i, '$1…');
}

/**
 * Why two places serve different builds of the same app, in words; nothing when they do not, or when they may be different apps.
 * `same`: both are known to be the same app (the domain with and without www, one host at two addresses). Otherwise it takes a file that both share.
 */
export function differenceOf(a: Served, b: Served, same: boolean): string | undefined {
  const shared = a.files.some((file) => b.files.includes(file));
  if (!same && !shared) return undefined;
  if (a.buildId !== null && b.buildId !== null && (same || shared)) return a.buildId === b.buildId ? undefined : `build ${a.buildId} and build ${b.buildId}`;
  for (const file of a.files) {
    const other = b.files.filter((one) => stem(one) === stem(file));
    if (other.length > 0 && !other.includes(file) && !a.files.some((one) => other.includes(one))) return `${file} and ${other[0] ?? ''}`;
  }
  return undefined;
}
