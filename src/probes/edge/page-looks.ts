import type { HtmlFacts } from '../../formats/html-references.ts';

const SIGN_IN = /\b(sign|log) ?in\b|\bsign ?on\b|\banmelden\b|\beinloggen\b|se connecter|iniciar sesión|continue with (google|github|microsoft|apple)/i;
const FEW_WORDS = 60;

/** What a page is, as far as its HTML shows it: a sign-in, a shell that a script fills in the browser, or a page of its own. */
export function looksLike(facts: HtmlFacts | undefined): 'sign-in' | 'made-by-script' | 'page' | 'no-page' {
  if (!facts) return 'no-page';
  const words = facts.words.replace(/\s+/g, ' ').trim();
  if (facts.asks.password || SIGN_IN.test(`${facts.title ?? ''} ${words.slice(0, 2000)}`)) return 'sign-in';
  return words.length < FEW_WORDS && facts.scripts.length > 0 ? 'made-by-script' : 'page';
}
