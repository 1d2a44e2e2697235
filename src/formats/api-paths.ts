const MOST_SCANNED = 2_000_000;
const MOST_PATHS = 50;
/** A whole string literal that is a path below the usual homes of an API; one that ends with `/` is only the beginning of an address. */
const LITERAL = /["'`](\/(?:api|trpc|graphql|rest|rpc|v\d{1,2}|functions\/v1)(?:\/[\w.-]{1,60}){0,6})["'`?]/g;
const FILE = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|ico|woff2?|json|txt|html?)$/i;

/** Paths of API routes that a script or page names as whole string literals, in order of appearance, each once. Reads at most 2 MB. Never throws. */
export function apiPathsIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.slice(0, MOST_SCANNED).matchAll(LITERAL)) {
    const path = match[1] ?? '';
    if (!FILE.test(path)) found.add(path);
    if (found.size >= MOST_PATHS) break;
  }
  return [...found];
}
