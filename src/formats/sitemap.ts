/** A sitemap (sitemaps.org, protocol 0.9): addresses of pages, or of further sitemaps. As written, entities undone. */
export interface Sitemap {
  readonly kind: 'pages' | 'index';
  readonly addresses: readonly string[];
}

const MOST_CHARACTERS = 1_000_000;
const MOST_ADDRESSES = 500;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the first 500 addresses; nothing when the text is no sitemap. A plain list of addresses, one per line, is one too. Never throws. */
export function readSitemap(text: string): Sitemap | undefined {
  const short = text.slice(0, MOST_CHARACTERS);
  if (/^\uFEFF?\s*https?:\/\//.test(short)) return { kind: 'pages', addresses: short.split(/\s+/).filter(isAddress).slice(0, MOST_ADDRESSES) };
  if (!/<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]/.test(short.slice(0, 5000))) return undefined;
  const found = [...short.matchAll(/<(?:\w{1,20}:)?loc>([^<]{1,2100})</g)].slice(0, MOST_ADDRESSES);
  const addresses = found.map((match) => (match[1] ?? '').trim().replace(/&(\w{2,4});/g, (whole, name: string) => ENTITIES[name] ?? whole));
  return { kind: /<(?:\w{1,20}:)?sitemapindex[\s>]/.test(short.slice(0, 5000)) ? 'index' : 'pages', addresses: addresses.filter(isAddress) };
}

function isAddress(text: string): boolean {
  return text.length <= 2048 && /^https?:\/\//i.test(text);
}
