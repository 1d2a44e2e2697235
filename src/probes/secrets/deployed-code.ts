import { Buffer } from 'node:buffer';
import { type Exchange, get } from '../../drivers/http.ts';
import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { type DeployedCode, deployedCode } from '../../evidence/secrets/deployed-code.ts';
import { ownValues } from '../../evidence/secrets/own-values.ts';
import { inlineSourceMap, sourceMapOf } from '../../formats/code-references.ts';
import { readHtml } from '../../formats/html-references.ts';
import { parseSetCookie } from '../../formats/set-cookie.ts';
import { readSourceMap, type SourceMap } from '../../formats/source-map.ts';
import { showUrl } from '../../formats/url.ts';
import { maybe, one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { assetOnce } from '../edge/asset-once.ts';
import { bodyText, headerOf } from '../edge/body-text.ts';
import { isHtml } from '../edge/page-facts.ts';
import { mustSeeSite } from '../edge/walk-evidence.ts';
import { htmlPartOf } from './built-code.ts';
import { type ClientSecrets, clientSecrets } from './client-secrets.ts';
import { answersOf } from './deployed-pages.ts';
import { type DeployedFile, type DeployedQueue, deployedQueue } from './deployed-queue.ts';
import { lentValueSearch } from './own-value-search.ts';
import { clientScan } from './secret-scan.ts';

const AT_ONCE = 4;
const MOST_FILES = 150;
const MOST_TOTAL = 60_000_000;
const MOST_MAP = 25_000_000;
const MOST_MS = 15_000;
/** What every page loads first is fetched by other looks too; the rest only here, and not kept. */
const MOST_CHUNK = 6_000_000;

export const deployedCodeProbe = defineProbe({
  id: 'secrets/deployed-code',
  version: 1,
  title: 'looks for keys and own values in what visitors get: pages, scripts and their later parts, source maps, headers, cookies',
  about: 'host',
  needs: { http: one(edgeHttp), crawl: maybe(edgeCrawl), own: maybe(ownValues) },
  fills: deployedCode,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 40_000,
  async gather({ subject, given, intent, io, signal }) {
    mustSeeSite(given.http);
    const nothing: DeployedCode = { status: 'none', secrets: [], pages: 0, files: 0, bytes: 0, sourceMaps: [] };
    if (given.http.status === 'no-address') return { value: nothing, complete: true };
    const host = subject.name;
    const domain = subject.parent?.replace(/^domain:/, '') ?? host;
    const scheme = given.http.page?.scheme ?? 'https';
    const limits: Limit[] = [];
    const secrets = clientSecrets(await clientScan(io, intent.secretRules), await lentValueSearch(io, signal));
    const answers = await answersOf(io, { host, scheme, crawl: given.crawl, intent, limits }, signal);
    if (answers.length === 0) throw new CouldNotLook('unreachable', 'no answer of the site itself could be read');
    const queue = deployedQueue(domain, scheme === 'https');
    const first = new Set<string>();
    for (const answer of answers) {
      readAnswer(secrets, answer);
      if (!isHtml(answer)) continue;
      const text = bodyText(answer);
      for (const { url, part } of loadedBy(text, answer.url)) {
        queue.add([url], part);
        first.add(url.href);
      }
      queue.addLater(text, answer.url);
    }
    const read = await readFiles(io, { queue, secrets, first, limits }, signal);
    const value: DeployedCode = { status: 'seen', secrets: secrets.all(), pages: answers.filter(isHtml).length, ...read };
    return { value, complete: limits.length === 0 ? true : limits.slice(0, 60) };
  },
});

/** Headers and cookies of any answer, and its body. */
function readAnswer(secrets: ClientSecrets, answer: Exchange): void {
  const at = showUrl(answer.url);
  for (const { name, value } of answer.headers) {
    const cookie = name === 'set-cookie' ? parseSetCookie(value) : undefined;
    // Where a redirect leads is an address as visitors have it; a value in it is theirs.
    if (name === 'location') continue;
    const line = cookie ? `${cookie.name}=${cookie.value}` : `${name}: ${value}`;
    secrets.read({ bytes: Buffer.from(line, 'latin1'), at: `${at} ${cookie ? cookie.name : name}`, path: '', part: cookie ? 'cookie' : 'header' });
  }
  const part = isHtml(answer) ? htmlPartOf(answer.body) : 'answer';
  secrets.read({ bytes: answer.body, at, path: new URL(answer.url).pathname, part });
}

const LOADED = { script: 'script', stylesheet: 'style', manifest: 'manifest' } as const;

function loadedBy(html: string, url: string): { readonly url: URL; readonly part: DeployedFile['part'] }[] {
  return readHtml(html, url).references.flatMap(({ element, url: at }) =>
    element in LOADED ? [{ url: at, part: LOADED[element as keyof typeof LOADED] }] : [],
  );
}

interface Reading {
  readonly queue: DeployedQueue;
  readonly secrets: ClientSecrets;
  /** Named by a page itself. */
  readonly first: ReadonlySet<string>;
  readonly limits: Limit[];
}
type Read = { -readonly [K in 'files' | 'bytes']: DeployedCode[K] } & { sourceMaps: { file: ReturnType<typeof quote>; map: ReturnType<typeof quote> }[] };

async function readFiles(io: Io, reading: Reading, signal: AbortSignal): Promise<Read> {
  const { queue, limits } = reading;
  const endBy = io.clock.mono() + MOST_MS;
  const read: Read = { files: 0, bytes: 0, sourceMaps: [] };
  let begun = 0;
  const asking = new Set<Promise<void>>();
  for (;;) {
    const stop = begun >= MOST_FILES || read.bytes > MOST_TOTAL || io.clock.mono() > endBy;
    const next = stop || asking.size >= AT_ONCE ? undefined : queue.take();
    if (next) {
      begun += 1;
      const asked: Promise<void> = readFile(io, next, reading, read, signal).finally(() => asking.delete(asked));
      asking.add(asked);
    } else if (asking.size > 0) await Promise.race(asking);
    else break;
  }
  if (queue.left() > 0) limits.push({ part: 'code', says: quote(`${queue.left()} more files of the app were not read`) });
  return { ...read, sourceMaps: read.sourceMaps.slice(0, 60) };
}

async function readFile(io: Io, { url, part }: DeployedFile, { queue, secrets, first, limits }: Reading, read: Read, signal: AbortSignal): Promise<void> {
  const answer = await attempt(url, 'code', limits, () =>
    first.has(url) ? assetOnce(io, url, signal) : get(io, { url, mostBytes: MOST_CHUNK, timeoutMs: 8000, headers: { accept: '*/*' } }, signal),
  );
  if (!answer) return;
  if (answer.status === 429 || answer.status >= 500) limits.push({ part: 'code', says: quote(`${showUrl(url)} answered ${answer.status}`) });
  // A page in its place is what the server says to every unknown address.
  if (answer.status !== 200 || (isHtml(answer) && part !== 'settings')) return;
  if (answer.cut) limits.push({ part: 'code', says: quote(`${showUrl(url)} was not read to its end (${answer.cut})`) });
  read.files += 1;
  read.bytes += answer.body.length;
  const text = bodyText(answer);
  const map = part === 'script' || part === 'style' ? await mapOf(io, { file: answer, text, secrets, limits }, read, signal) : undefined;
  secrets.read({ bytes: answer.body, at: showUrl(url), path: new URL(url).pathname, part, map: map && (() => map) });
  if (part === 'script' || part === 'manifest') queue.addLater(text, url);
}

/** The source map that a file names, when anybody can fetch it; what it holds is read on the way. */
async function mapOf(
  io: Io,
  { file, text, secrets, limits }: Pick<Reading, 'secrets' | 'limits'> & { readonly file: Exchange; readonly text: string },
  read: Read,
  signal: AbortSignal,
): Promise<SourceMap | undefined> {
  const inline = inlineSourceMap(text);
  const name = sourceMapOf(text) ?? headerOf(file, 'sourcemap') ?? headerOf(file, 'x-sourcemap');
  const url = inline !== undefined || name === undefined ? null : URL.parse(name, file.url);
  const at = url?.origin === new URL(file.url).origin ? url.href : undefined;
  const answer = at === undefined ? undefined : await attempt(at, 'maps', limits, () => get(io, { url: at, mostBytes: MOST_MAP, timeoutMs: 10_000 }, signal));
  const content = inline ?? (answer?.status === 200 ? bodyText(answer) : undefined);
  const map = content === undefined ? undefined : readSourceMap(content);
  const shown = at === undefined ? showUrl(file.url) : showUrl(at);
  if (answer?.cut && content !== undefined && BEGINS_AS_MAP.test(content))
    limits.push({ part: 'maps', says: quote(`${shown} was not read to its end (${answer.cut})`) });
  else if (!map) return undefined;
  read.bytes += content?.length ?? 0;
  read.sourceMaps.push({ file: quote(showUrl(file.url), 300), map: quote(shown, 300) });
  if (map) secrets.readMap(map, shown);
  return map;
}

const BEGINS_AS_MAP = /^\s*(\)\]\}'[^\n]*\n)?\{\s*"(version|file|sources|mappings|sourceRoot|names|sections)"\s*:/;

async function attempt(url: string, part: 'code' | 'maps', limits: Limit[], make: () => Promise<Exchange>): Promise<Exchange | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    limits.push({ part, says: quote(`${showUrl(url)}: ${error.message}`) });
    return undefined;
  }
}
