export interface Hsts {
  /** seconds */
  readonly maxAge: number;
  readonly includeSubDomains: boolean;
  readonly preload: boolean;
}

/** Reads Strict-Transport-Security, RFC 6797 §6.1. Nothing when browsers would ignore it: no max-age, a directive twice, or a malformed value. */
export function parseHsts(value: string): Hsts | undefined {
  const given = new Map<string, string>();
  for (const part of value.split(';')) {
    const [rawName = '', ...rest] = part.split('=');
    const name = rawName.trim().toLowerCase();
    if (name === '') continue;
    if (given.has(name)) return undefined;
    given.set(name, rest.join('=').trim());
  }
  const maxAge = /^(?:"(\d{1,18})"|(\d{1,18}))$/.exec(given.get('max-age') ?? '');
  if (!maxAge) return undefined;
  return { maxAge: Number(maxAge[1] ?? maxAge[2]), includeSubDomains: given.has('includesubdomains'), preload: given.has('preload') };
}

const YEAR_S = 31_536_000;
/** Why the preload list of browsers would not take a domain with this header; the codes are those of hstspreload.org (chromium/hstspreload, header.go). Errors only. */
export function preloadErrors(value: string | undefined): string[] {
  if (value === undefined) return ['response.no_header'];
  const parsed = parseHsts(value);
  if (!parsed) return ['header.preloadable.max_age.missing'];
  return [
    ...(parsed.includeSubDomains ? [] : ['header.preloadable.include_sub_domains.missing']),
    ...(parsed.preload ? [] : ['header.preloadable.preload.missing']),
    ...(parsed.maxAge === 0 ? ['header.preloadable.max_age.zero'] : parsed.maxAge < YEAR_S ? ['header.preloadable.max_age.below_1_year'] : []),
  ];
}
