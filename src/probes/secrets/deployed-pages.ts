import { type Exchange } from '../../drivers/http.ts';
import { follow } from '../../drivers/http/follow.ts';
import type { EdgeCrawl } from '../../evidence/edge/crawl.ts';
import { DEEP_PATH, DEEP_QUERY } from '../../evidence/edge/http.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { bodyText } from '../edge/body-text.ts';
import { DEEP_BYTES } from '../edge/http.ts';
import { pageOnce } from '../edge/page-once.ts';
import { shown } from '../edge/walk-evidence.ts';

const MOST_ENDPOINTS = 6;

/** Every answer of the host that other looks of this run fetched too: the walks of its front page, an address that cannot exist, the pages of the crawl, declared addresses. Nothing is asked twice. */
export async function answersOf(
  io: Io,
  { host, scheme, crawl, intent, limits }: { host: string; scheme: string; crawl: EdgeCrawl | undefined; intent: Intent; limits: Limit[] },
  signal: AbortSignal,
): Promise<Exchange[]> {
  const [deep, ...roots] = await Promise.all([
    // Of an address that cannot exist the beginning is enough: it is the same for all.
    follow(io, { url: `${scheme}://${host}${DEEP_PATH}?${DEEP_QUERY}`, mostBytes: DEEP_BYTES }, signal),
    follow(io, { url: `http://${host}/` }, signal),
    follow(io, { url: `https://${host}/` }, signal),
  ]);
  const first = roots.flatMap(({ hops }) => hops).filter((answer) => new URL(answer.url).hostname === host);
  for (const { url, cut } of first) if (cut) limits.push({ part: 'code', says: quote(`${shown(url)} was not read to its end (${cut})`) });
  const pages = (crawl?.pages ?? []).filter(({ status, from }) => from !== null && status !== null && status < 500).map(({ url }) => String(url));
  const declared = (intent.endpoints ?? [])
    .filter(({ url, method, is }) => method === 'GET' && (is === 'api' || is === 'page' || is === 'admin') && url.startsWith('https:'))
    .map(({ url }) => url)
    .slice(0, MOST_ENDPOINTS);
  const own = [...new Set([...pages, ...declared])].filter((url) => URL.parse(url)?.hostname === host);
  const answers = await Promise.all(own.map(async (url) => attempt(io, url, limits, signal)));
  const all = [...first, ...deep.hops, ...answers.filter((answer) => answer !== undefined)];
  return all.filter((answer) => new URL(answer.url).hostname === host && !isForeign(answer));
}

async function attempt(io: Io, url: string, limits: Limit[], signal: AbortSignal): Promise<Exchange | undefined> {
  try {
    const answer = await pageOnce(io, url, signal);
    if (answer.cut) limits.push({ part: 'code', says: quote(`${shown(url)} was not read to its end (${answer.cut})`) });
    return answer;
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    limits.push({ part: 'code', says: quote(`${shown(url)}: ${error.message}`) });
    return undefined;
  }
}

/** A challenge or a page of the platform is nothing of the app. */
function isForeign(answer: Exchange): boolean {
  const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer).slice(0, 20_000) });
  return foreign !== undefined && foreign.kind !== 'default-page';
}
