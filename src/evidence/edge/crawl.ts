import { defineEvidence, UNSEEN_CODES } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';
import { reference } from './http.ts';

const script = object({
  url: quoted(300),
  host: name,
  /** It carries an integrity attribute. */ integrity: bool,
  /** The page waits for it before it shows anything. */ blocking: bool,
});

const page = object({
  url: quoted(500),
  /** The page, or `sitemap`, in which the address was found first; none for the front page. */
  from: nullable(quoted(500)),
  /** None when it could not be asked, see `failure`. */
  status: nullable(int),
  failure: nullable(object({ code: oneOf(...UNSEEN_CODES), reason: quoted(200) })),
  /** Where a redirect leads. */
  to: nullable(quoted(500)),
  html: bool,
  title: nullable(quoted(200)),
  /** Its words are those of the front page, or of an address that cannot exist. */
  like: nullable(oneOf('front', 'nothing')),
  /** Its title says that there is nothing here, whatever its status says. */
  saysNotFound: bool,
  canonical: nullable(quoted(500)),
  noindex: bool,
  insecure: list(reference, 10),
  localhost: list(reference, 5),
  /** Links to own hosts by plain http. */
  plainLinks: list(quoted(300), 5),
  /** A field for a password or a card number. */
  asks: object({ password: bool, card: bool }),
  /** Scripts of other sites. */
  foreignScripts: list(script, 20),
});
export type CrawledPage = TypeOf<typeof page>;

const schema = object({
  /** `none`: the host serves no page of its own. `kept-out`: its robots.txt asks programs to stay away. */
  status: oneOf('seen', 'none', 'kept-out'),
  /** In the order asked; the front page first. */
  pages: list(page, 50),
  /** Addresses known and not asked because enough of the same folder were. */
  skipped: int,
  robots: object({ /** It keeps everybody off the whole site. */ closesAll: bool, sitemap: bool }),
  /** What an address that cannot exist answers; none when that could not be seen. */
  nothing: nullable(object({ status: int, like: nullable(oneOf('front')) })),
  /** The same addresses asked over plain http: what the first answer was. */
  plain: list(object({ url: quoted(500), status: int, location: nullable(quoted(500)) }), 10),
});
export type EdgeCrawl = TypeOf<typeof schema>;

/** What the links of a host lead to, asked politely. Limits: `pages` (a page could not be asked, or there are more than we ask), `plain`. */
export const edgeCrawl = defineEvidence<EdgeCrawl>({ id: 'edge/crawl', version: 1, about: 'host', grade: 'proven', schema });
