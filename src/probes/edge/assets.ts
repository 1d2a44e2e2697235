import type { Exchange } from '../../drivers/http.ts';
import { follow } from '../../drivers/http/follow.ts';
import { type Asset, type EdgeAssets, edgeAssets } from '../../evidence/edge/assets.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { readHtml, type HtmlReference } from '../../formats/html-references.ts';
import { showUrl } from '../../formats/url.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { assetOnce } from './asset-once.ts';
import { bodyText, headerOf } from './body-text.ts';

const MOST_ASSETS = 6;
const KINDS: Readonly<Partial<Record<HtmlReference['element'], Asset['kind']>>> = { script: 'script', stylesheet: 'stylesheet', image: 'image' };

export const edgeAssetsProbe = defineProbe({
  id: 'edge/assets',
  version: 1,
  title: 'fetches the first scripts, styles and images of the front page',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: edgeAssets,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 25_000,
  async gather({ subject, given, io, signal }) {
    const none: EdgeAssets = { status: 'none', assets: [] };
    if (given.http.page === null || !given.http.page.html) return { value: none, complete: true };
    // The same walk as edge/http made: its answers are remembered, nothing is asked twice.
    const walk = await follow(io, { url: `${given.http.page.scheme}://${subject.name}/` }, signal);
    const page = walk.hops.at(-1);
    if (!page) throw new CouldNotLook(walk.failure?.code ?? 'unreachable', walk.failure?.reason ?? 'the page did not answer again');
    const limits: Limit[] = [];
    const answers = await Promise.all(ownAssets(page).map(async ({ url, kind }) => fetched(io, url.href, kind, limits, signal)));
    const value: EdgeAssets = { status: 'seen', assets: [assetFacts(page, 'page'), ...answers.filter((asset) => asset !== undefined)] };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

/** What the page loads from its own origin, scripts and styles first. */
function ownAssets(page: Exchange): { url: URL; kind: Asset['kind'] }[] {
  const origin = new URL(page.url).origin;
  const seen = new Set<string>([page.url]);
  const found = readHtml(bodyText(page), page.url).references.flatMap(({ url, element }) => {
    const kind = KINDS[element];
    if (!kind || url.origin !== origin || seen.has(url.href)) return [];
    seen.add(url.href);
    return [{ url, kind }];
  });
  return found.toSorted((a, b) => Number(a.kind === 'image') - Number(b.kind === 'image')).slice(0, MOST_ASSETS);
}

async function fetched(io: Io, url: string, kind: Asset['kind'], limits: Limit[], signal: AbortSignal): Promise<Asset | undefined> {
  try {
    return assetFacts(await assetOnce(io, url, signal), kind);
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    limits.push({ part: 'assets', says: quote(`${showUrl(url)}: ${error.message}`) });
    return undefined;
  }
}

function assetFacts(answer: Exchange, kind: Asset['kind']): Asset {
  const text = (name: string, cap: number) => {
    const value = headerOf(answer, name);
    return value === undefined ? null : quote(value, cap);
  };
  const coding = headerOf(answer, 'content-encoding')?.trim().toLowerCase() ?? '';
  return {
    url: quote(showUrl(answer.url), 300),
    kind,
    status: answer.status,
    contentType: text('content-type', 100),
    cacheControl: text('cache-control', 200),
    expires: text('expires', 60),
    hashed: isHashed(new URL(answer.url).pathname),
    contentEncoding: /^[\w-]{1,20}$/.test(coding) && coding !== 'identity' ? coding : null,
    wireBytes: answer.wireBytes,
    bytes: answer.body.length,
  };
}

/**
 * A digest in the file name, as bundlers write it: eight or more hexadecimal or base64url characters set off by `.`, `-` or `_`, with a digit in them
 * (so that `main-dashboard.js` is none), or a folder of Next.js, whose paths change with every build.
 */
export function isHashed(path: string): boolean {
  const file = path.split('/').at(-1) ?? '';
  if (path.includes('/_next/static/') && !path.includes('/_next/static/media/')) return true;
  const stem = file.replace(/(\.[a-z0-9]{2,5}){1,2}$/i, '');
  const hexadecimal = /(?:^|[._-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}$/i.test(stem);
  const base64 = /[._-](?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[A-Za-z0-9_-]{8,24}$/.test(stem);
  return hexadecimal || base64;
}
