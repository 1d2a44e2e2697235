export interface CacheControl {
  /** Directive names in lower case with their value; the empty text for those without one. */
  readonly directives: ReadonlyMap<string, string>;
  /** seconds; none if absent or not a number (RFC 9111 §4.2.1: then stale) */
  readonly maxAge: number | undefined;
  readonly sharedMaxAge: number | undefined;
}

/** Reads Cache-Control, RFC 9111 §5.2. Of a directive given twice the first counts. Never throws. */
export function parseCacheControl(value: string): CacheControl {
  const directives = new Map<string, string>();
  for (const match of value.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^",\s]*)))?/g)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!directives.has(name)) directives.set(name, match[2] ?? match[3] ?? '');
  }
  const seconds = (name: string): number | undefined => {
    const text = directives.get(name) ?? '';
    return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  };
  return { directives, maxAge: seconds('max-age'), sharedMaxAge: seconds('s-maxage') };
}
