import type { Window } from './found.ts';

/** What begins a line that is no code. */
const COMMENT = /^\s{0,40}(?:\/\/|\/?\*|#(?!define)|<!--|--\s|;|%|rem\s)/i;
/** Services whose key is in every page that uses them, by their own manuals. */
const OF_BROWSERS =
  /algolia|docsearch|typesense|bugsnag|amplitude|mixpanel|posthog|segment\.(?:com|io)|analytics\.load|heap\.load|logrocket|maptiler|geoapify|stadiamaps/i;
/** Names of such a key. */
const BROWSER_KEY = /^(?:\w{0,20}[._-]?)?(?:api|search|write|client|project)?[_-]?(?:key|token)$/i;
const OF_SERVERS = /secret|admin|private|server|management|master|service/i;

/** The line on which the word stands is a comment: what is written there is more often an example than in use. */
export function isInComment({ text, at }: Window): boolean {
  return COMMENT.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}

/** A key by a name that says nothing more, beside the name of a service whose keys are made to be seen. */
export function isOfBrowsers(window: Window, name: string): boolean {
  return BROWSER_KEY.test(name) && !OF_SERVERS.test(name) && OF_BROWSERS.test(window.around?.() ?? '');
}
