import { type Exchange, USER_AGENT } from '../../drivers/http.ts';
import { follow } from '../../drivers/http/follow.ts';
import { type CrawledPage, type EdgeCrawl, edgeCrawl } from '../../evidence/edge/crawl.ts';
import { DEEP_PATH, DEEP_QUERY, edgeHttp } from '../../evidence/edge/http.ts';
import { NO_ROBOTS, readRobots, type Robots } from '../../formats/robots.ts';
import { readSitemap } from '../../formats/sitemap.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { bodyText, headerOf } from './body-text.ts';
import { readCrawled, type ReadPage } from './crawl-page.ts';
import { crawlQueue } from './crawl-queue.ts';
import { DEEP_BYTES } from './http.ts';
import { pageOnce } from './page-once.ts';
import { mustSeeSite, shown } from './walk-evidence.ts';

const AGENT = USER_AGENT.split('/')[0] ?? '';
const AT_ONCE = 4;
const MOST_MS = 15_000;
const MOST_PLAIN = 8;
/** So many silent pages, and the rest is left in peace. */
const MOST_FAILURES = 3;
const NONE: EdgeCrawl = { status: 'none', pages: [], skipped: 0, robots: { closesAll: false, sitemap: false }, nothing: null, plain: [] };

export const edgeCrawlProbe = defineProbe({
  id: 'edge/crawl',
  version: 1,
  title: 'follows the links of the front page politely (robots.txt, at most 50 pages, four at a time)',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: edgeCrawl,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 25_000,
  async gather({ subject, given, io, signal }) {
    mustSeeSite(given.http);
    const { page } = given.http;
    if (page === null || !page.html || page.status >= 400) return { value: NONE, complete: true };
    const host = subject.name;
    const domain = subject.parent?.replace(/^domain:/, '') ?? host;
    const origin = `${page.scheme}://${host}`;
    const front = await pageAt(io, `${origin}/`, undefined, signal);
    if (!front) throw new CouldNotLook('unreachable', 'the front page did not answer again');
    const [robots, nothing] = await Promise.all([robotsOf(io, origin, signal), pageAt(io, `${origin}${DEEP_PATH}?${DEEP_QUERY}`, DEEP_BYTES, signal)]);
    if (!robots) throw new CouldNotLook('refused', 'its robots.txt could not be read, so no further page was asked (RFC 9309 §2.3.1.4)');
    if (!robots.allows('/')) return { value: { ...NONE, status: 'kept-out', robots: { closesAll: robots.closesAll, sitemap: false } }, complete: true };

    const first = readCrawled(front, domain);
    const control = nothing && nothing.status < 300 ? readCrawled(nothing, domain).print : undefined;
    const like = (read: ReadPage): CrawledPage['like'] =>
      read.print === undefined ? null : read.print === first.print ? 'front' : read.print === control ? 'nothing' : null;
    const queue = crawlQueue({ host, domain, allows: robots.allows });
    const listed = await sitemapOf(io, origin, robots, signal);
    for (const url of [`${origin}/`, front.url]) queue.seen(url);
    queue.add(first.links, front.url);
    queue.add(listed ?? [], 'sitemap');
    const limits: Limit[] = [];
    const pages: CrawledPage[] = [{ ...first.page, from: null, like: null }];
    await crawl(io, queue, signal, (url, from, answer) => {
      if (answer instanceof CouldNotLook) {
        limits.push({ part: 'pages', says: quote(`${url}: ${answer.message}`) });
        pages.push(silentPage(url, from, answer));
        return;
      }
      const read = readCrawled(answer, domain);
      pages.push({ ...read.page, from: from === 'sitemap' ? quote(from) : shown(from), like: like(read) });
      if (new URL(url).hostname !== host) return;
      if (read.page.to !== null)
        queue.add(
          [URL.parse(headerOf(answer, 'location') ?? '', url)].filter((to) => to !== null),
          from,
        );
      queue.add(read.links, url);
    });
    if (queue.left() > 0) limits.push({ part: 'pages', says: quote(`${queue.left()} more addresses were found and not asked`) });
    const plain = page.scheme === 'https' && given.http.root?.http.failure?.code !== 'refused' ? await inClear(io, pages, host, signal) : [];
    const value: EdgeCrawl = {
      status: 'seen',
      pages: pages.toSorted((a, b) => Number(a.from !== null) - Number(b.from !== null) || (a.url < b.url ? -1 : 1)),
      skipped: queue.skipped(),
      robots: { closesAll: robots.closesAll, sitemap: listed !== undefined },
      nothing: nothing ? { status: nothing.status, like: control !== undefined && control === first.print ? 'front' : null } : null,
      plain,
    };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

/** Where a walk ends on the host itself; what was asked before is not asked again. Nothing when it leads elsewhere or nowhere. */
async function pageAt(io: Io, url: string, mostBytes: number | undefined, signal: AbortSignal): Promise<Exchange | undefined> {
  const walk = await follow(io, { url, ...(mostBytes !== undefined && { mostBytes }) }, signal);
  const last = walk.hops.at(-1);
  return walk.end === 'answered' && last && new URL(last.url).host === new URL(url).host ? last : undefined;
}

/** RFC 9309 §2.3.1: without the file all is allowed; while it cannot be read, nothing is. */
async function robotsOf(io: Io, origin: string, signal: AbortSignal): Promise<Robots | undefined> {
  const answer = await pageAt(io, `${origin}/robots.txt`, 500_000, signal);
  if (!answer) return NO_ROBOTS;
  if (answer.status >= 500 || answer.status === 429) return undefined;
  const isText = !/html/i.test(headerOf(answer, 'content-type') ?? '');
  return answer.status === 200 && isText ? readRobots(bodyText(answer), AGENT) : NO_ROBOTS;
}

async function sitemapOf(io: Io, origin: string, robots: Robots, signal: AbortSignal): Promise<URL[] | undefined> {
  const own = robots.sitemaps.map((text) => URL.parse(text, origin)).find((url) => url?.host === new URL(origin).host);
  const read = async (url: string) => {
    const answer = await pageAt(io, url, 1_000_000, signal);
    return answer?.status === 200 ? readSitemap(bodyText(answer)) : undefined;
  };
  const map = await read(own?.href ?? `${origin}/sitemap.xml`);
  const [child] = map?.kind === 'index' ? map.addresses : [];
  const pages = child === undefined || URL.parse(child)?.origin !== origin ? map : await read(child);
  return map && (pages?.kind === 'pages' ? pages.addresses : []).map((text) => URL.parse(text)).filter((url) => url !== null);
}

type Told = (url: string, from: string, answer: Exchange | CouldNotLook) => void;
async function crawl(io: Io, queue: ReturnType<typeof crawlQueue>, signal: AbortSignal, tell: Told): Promise<void> {
  const endBy = io.clock.mono() + MOST_MS;
  let failures = 0;
  const asking = new Set<Promise<void>>();
  for (;;) {
    const stop = failures >= MOST_FAILURES || io.clock.mono() > endBy;
    const next = stop || asking.size >= AT_ONCE ? undefined : queue.take();
    if (!next && asking.size === 0) return;
    if (!next) {
      await Promise.race(asking);
      continue;
    }
    const asked: Promise<void> = ask(io, next.url, signal).then((answer) => {
      asking.delete(asked);
      if (answer instanceof CouldNotLook && answer.code !== 'not-found') failures += 1;
      tell(next.url, next.from, answer);
    });
    asking.add(asked);
  }
}

async function ask(io: Io, url: string, signal: AbortSignal): Promise<Exchange | CouldNotLook> {
  try {
    const answer = await pageOnce(io, url, signal);
    const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer).slice(0, 20_000) });
    return foreign?.kind === 'challenge' ? new CouldNotLook('challenged', `a bot check (${foreign.by}) answered: ${foreign.sign}`) : answer;
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    return error;
  }
}

function silentPage(url: string, from: string, { code, message }: CouldNotLook): CrawledPage {
  const empty = { status: null, to: null, html: false, title: null, like: null, saysNotFound: false, canonical: null, noindex: false };
  return {
    ...empty,
    url: shown(url),
    from: from === 'sitemap' ? quote(from) : shown(from),
    failure: { code, reason: quote(message, 200) },
    insecure: [],
    localhost: [],
    plainLinks: [],
    asks: { password: false, card: false },
    foreignScripts: [],
  };
}

/** The first answer over plain http to some of the addresses that exist. What stays silent there shows nothing. */
async function inClear(io: Io, pages: readonly CrawledPage[], host: string, signal: AbortSignal): Promise<EdgeCrawl['plain']> {
  const paths = pages.flatMap(({ url, status, from }) => {
    const at = URL.parse(url);
    return from !== null && status !== null && status < 300 && at?.hostname === host && at.search === '' ? [at.pathname] : [];
  });
  const answers = await Promise.all(
    paths.slice(0, MOST_PLAIN).map(async (path) => {
      const url = `http://${host}${path}`;
      const answer = await ask(io, url, signal);
      return answer instanceof CouldNotLook ? [] : [{ url: shown(url), status: answer.status, location: headerOf(answer, 'location') }];
    }),
  );
  return answers.flat().map(({ url, status, location }) => ({ url, status, location: location === undefined ? null : shown(location) }));
}
