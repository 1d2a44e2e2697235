/** What the place in a page is a part of: a payload of the framework, a script written into the page, a comment, or what everybody reads. */
export const HTML_PARTS = ['payload', 'inline-script', 'comment', 'page'] as const;
export type HtmlPart = (typeof HTML_PARTS)[number];

/** So much before the place is looked through. */
const MOST_BEFORE = 4_000_000;
const PAYLOAD =
  /__NEXT_DATA__|__next_f|__NUXT|__remixContext|__reactRouterContext|__sveltekit|__APOLLO_STATE__|__INITIAL_STATE__|__PRELOADED_STATE__|astro-island|type=["']?application\/(?:ld\+)?json/i;

/** @param at index of a character of the page */
export function htmlPart(html: string, at: number): HtmlPart {
  const before = html.slice(Math.max(0, at - MOST_BEFORE), at);
  const script = lastTag(before, 'script');
  if (script !== undefined) {
    // The name stands in the tag or where the script begins; a long payload is not read through.
    return PAYLOAD.test(before.slice(script, script + 400)) ? 'payload' : 'inline-script';
  }
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return 'comment';
  return 'page';
}

/** Where the tag begins whose content reaches to the end of the text. */
function lastTag(text: string, name: string): number | undefined {
  const small = text.toLowerCase();
  const open = small.lastIndexOf(`<${name}`);
  return open >= 0 && small.indexOf(`</${name}`, open) < 0 ? open : undefined;
}
