import { createHash } from 'node:crypto';
import type { Exchange } from '../../drivers/http.ts';
import type { CrawledPage } from '../../evidence/edge/crawl.ts';
import { type HtmlFacts, readHtml } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { quote } from '../../model/text.ts';
import { bodyText } from './body-text.ts';
import { isHtml, isLocal, isNoindex, referenceFacts } from './page-facts.ts';
import { isAtOrBelow } from '../../model/domain-name.ts';
import { shown } from './walk-evidence.ts';

const NOT_FOUND_TITLE = /\b404\b|page not found|not found|page (does not|doesn['’]t) exist|seite nicht gefunden|page introuvable|página no encontrada/i;

/** What one crawled answer comes to: what is kept of it, what it reads like, and the links for people in it. */
export interface ReadPage {
  readonly page: Omit<CrawledPage, 'from' | 'like'>;
  /** Two pages with the same print show a visitor the same; none for what is no page. */
  readonly print: string | undefined;
  readonly links: readonly URL[];
}

/** `domain` is the project's own, whose hosts are not foreign. */
export function readCrawled(exchange: Exchange, domain: string): ReadPage {
  const html = isHtml(exchange);
  const facts = html && exchange.status < 300 ? readHtml(bodyText(exchange), exchange.url) : undefined;
  const location = exchange.headers.find(({ name }) => name === 'location')?.value;
  const secure = exchange.url.startsWith('https:');
  const insecure = facts && secure && !facts.upgradesInsecure ? facts.references.filter(({ url }) => url.protocol === 'http:' && !isLocal(url)) : [];
  return {
    page: {
      url: shown(exchange.url),
      status: exchange.status,
      failure: null,
      to: location === undefined || exchange.status < 300 || exchange.status >= 400 ? null : shown(URL.parse(location, exchange.url)?.href ?? location),
      html,
      title: facts?.title === undefined ? null : quote(facts.title, 200),
      saysNotFound: facts?.title !== undefined && NOT_FOUND_TITLE.test(facts.title),
      canonical: facts?.canonical === undefined ? null : shown(facts.canonical),
      noindex: facts !== undefined && isNoindex(exchange, facts),
      insecure: insecure.slice(0, 10).map(referenceFacts),
      localhost: (facts?.references ?? [])
        .filter(({ url }) => isLocal(url))
        .slice(0, 5)
        .map(referenceFacts),
      plainLinks: [
        ...new Set((facts?.links ?? []).filter((url) => url.protocol === 'http:' && isAtOrBelow(url.hostname, domain)).map(({ href }) => showUrl(href))),
      ]
        .slice(0, 5)
        .map((text) => quote(text, 300)),
      asks: facts?.asks ?? { password: false, card: false },
      foreignScripts: facts ? foreignScripts(facts, domain) : [],
    },
    print: facts && printOf(facts),
    links: facts?.links ?? [],
  };
}

/** Scripts that other sites serve to this page. */
export function foreignScripts(facts: HtmlFacts, domain: string): CrawledPage['foreignScripts'] {
  return facts.scripts
    .flatMap(({ url, integrity, blocking }) =>
      url && /^https?:$/.test(url.protocol) && !isAtOrBelow(url.hostname, domain) ? [{ url, integrity, blocking }] : [],
    )
    .slice(0, 20)
    .map(({ url, integrity, blocking }) => ({ url: quote(showUrl(url.href), 300), host: url.hostname.slice(0, 255), integrity, blocking }));
}

/** Numbers differ from visit to visit (times, request ids), as may the order of white space; the words and the scripts of a page do not. */
function printOf({ title = '', words, scripts }: HtmlFacts): string {
  const text = words.replace(/[\s\d]+/g, ' ').trim();
  const loaded = scripts.map(({ url }) => url?.pathname ?? '').join(' ');
  return createHash('sha256').update(`${title}\n${text}\n${loaded}`).digest('hex').slice(0, 32);
}
