import type { Exchange } from '../../drivers/http.ts';
import { follow, type Walk } from '../../drivers/http/follow.ts';
import { type EdgeAnswers, edgeAnswers, type SeenAnswer, type SeenCookie } from '../../evidence/edge/answers.ts';
import { DEEP_PATH, DEEP_QUERY, edgeHttp } from '../../evidence/edge/http.ts';
import { readHtml } from '../../formats/html-references.ts';
import { parseSetCookie, showSetCookie } from '../../formats/set-cookie.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { recogniseDetails } from '../../recognise/server-details.ts';
import { assetOnce } from './asset-once.ts';
import { bodyText } from './body-text.ts';
import { DEEP_BYTES } from './http.ts';
import { looksLike } from './page-looks.ts';
import { isHtml } from './page-facts.ts';
import { pageOnce } from './page-once.ts';
import { mustSeeSite, shown } from './walk-evidence.ts';

const MOST_ENDPOINTS = 6;
const KEPT =
  /^(strict-transport-security|content-security-policy|x-content-type-options|x-frame-options|referrer-policy|permissions-policy|cross-origin-(opener|embedder|resource)-policy|server|x-powered-by|x-aspnet(mvc)?-version|x-generator|via|content-type|access-control-allow-origin|x-debug-token(-link)?|x-runtime)$/;
const SESSION_NAME =
  /^(__(Host|Secure)-)?((connect|php)?\.?s(ess)?(ion)?[-_.]?(id|token)?|phpsessid|jsessionid|asp\.net_sessionid|(next-auth|authjs|better-auth)\.session[-_]?token|sb-[\w-]+-auth-token(\.\d)?|laravel_session|_[\w]+_session|auth([-_]?token)?|access[-_]?token|refresh[-_]?token|jwt|token|sid|remember[-_]?(me|token)?|user[-_]?token)$/i;

export const edgeAnswersProbe = defineProbe({
  id: 'edge/answers',
  version: 1,
  title: 'looks at one answer of each kind (page, API, file, redirect, not found)',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: edgeAnswers,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 25_000,
  async gather({ subject, given, intent, io, signal }) {
    mustSeeSite(given.http);
    const none: EdgeAnswers = { status: 'none', answers: [] };
    if (given.http.status === 'no-address') return { value: none, complete: true };
    const host = subject.name;
    const limits: Limit[] = [];
    // The walks of edge/http are remembered: nothing of them is asked twice.
    const [root, deep] = await Promise.all([
      follow(io, { url: `https://${host}/` }, signal),
      follow(io, { url: `https://${host}${DEEP_PATH}?${DEEP_QUERY}`, mostBytes: DEEP_BYTES }, signal),
    ]);
    const front = ownOf(root, host);
    const [files, endpoints] = await Promise.all([firstFiles(io, front, limits, signal), declared(io, intent, host, limits, signal)]);
    const all = [...front, ...ownOf(deep, host), ...files, ...endpoints].filter((answer) => !isForeign(answer));
    if (all.length === 0 && root.failure) throw new CouldNotLook(root.failure.code, root.failure.reason);
    if (all.length === 0) throw new CouldNotLook('challenged', 'a bot check or an error page of the platform answers instead of the site');
    const known = new Set<string>();
    const answers = all.map((answer) => answerFacts(answer, files.includes(answer))).filter((fact) => !known.has(fact.url) && known.add(fact.url));
    const value: EdgeAnswers = { status: 'seen', answers: answers.slice(0, 40) };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

const ownOf = (walk: Walk, host: string): Exchange[] => walk.hops.filter(({ url }) => url.startsWith('https:') && new URL(url).hostname === host);

/** A challenge or a page of the platform says nothing about the app. */
function isForeign(answer: Exchange): boolean {
  const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer).slice(0, 20_000) });
  return foreign !== undefined && foreign.kind !== 'default-page';
}

async function firstFiles(io: Io, front: readonly Exchange[], limits: Limit[], signal: AbortSignal): Promise<Exchange[]> {
  const page = front.findLast((answer) => answer.status < 300 && isHtml(answer));
  if (!page) return [];
  const origin = new URL(page.url).origin;
  const { references } = readHtml(bodyText(page), page.url);
  const first = (element: string) => references.find((reference) => reference.element === element && reference.url.origin === origin)?.url.href;
  const urls = [first('script'), first('stylesheet')].filter((url) => url !== undefined);
  return (await Promise.all(urls.map(async (url) => attempt(limits, url, () => assetOnce(io, url, signal))))).filter((answer) => answer !== undefined);
}

/** Only addresses that are read by GET anyway. */
async function declared(io: Io, intent: Intent, host: string, limits: Limit[], signal: AbortSignal): Promise<Exchange[]> {
  const urls = (intent.endpoints ?? [])
    .filter(
      ({ url, method, is }) =>
        method === 'GET' && (is === 'api' || is === 'page' || is === 'admin') && new URL(url).hostname === host && url.startsWith('https:'),
    )
    .map(({ url }) => url);
  const answers = await Promise.all(urls.slice(0, MOST_ENDPOINTS).map(async (url) => attempt(limits, url, () => pageOnce(io, url, signal))));
  return answers.filter((answer) => answer !== undefined);
}

async function attempt(limits: Limit[], url: string, make: () => Promise<Exchange>): Promise<Exchange | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    limits.push({ part: 'answers', says: quote(`${shown(url)}: ${error.message}`) });
    return undefined;
  }
}

function answerFacts(answer: Exchange, file: boolean): SeenAnswer {
  const html = isHtml(answer);
  const kept = new Set<string>();
  const location = answer.headers.find(({ name }) => name === 'location')?.value;
  const details = recogniseDetails({ status: answer.status, body: bodyText(answer) });
  return {
    class: classOf(answer, html, file),
    url: shown(answer.url),
    status: answer.status,
    html,
    looks: looksLike(html ? readHtml(bodyText(answer), answer.url) : undefined),
    to: location === undefined ? null : shown(URL.parse(location, answer.url)?.href ?? location),
    headers: answer.headers
      .filter(({ name }) => KEPT.test(name) && !kept.has(name) && kept.add(name))
      .map(({ name, value }) => ({ name, value: quote(value, 300) }))
      .slice(0, 40),
    cookies: answer.headers.flatMap(({ name, value }) => (name === 'set-cookie' ? cookieFacts(value) : [])).slice(0, 30),
    shows: details ?? null,
  };
}

function classOf({ status }: Exchange, html: boolean, file: boolean): SeenAnswer['class'] {
  if (status >= 500) return 'error';
  if (status >= 400) return 'not-found';
  if (status >= 300) return 'redirect';
  return file ? 'file' : html ? 'page' : 'api';
}

/** What may be kept of a Set-Cookie line: everything but the value. */
export function cookieFacts(line: string): SeenCookie[] {
  const cookie = parseSetCookie(line);
  if (!cookie) return [];
  const { name, value, secure, httpOnly, sameSite, domain, path, maxAge } = cookie;
  return [
    {
      name: quote(name, 200),
      line: quote(showSetCookie(line), 600),
      bytes: name.length + value.length,
      secure,
      httpOnly,
      sameSite: sameSite ?? null,
      domain: domain === undefined ? null : quote(domain, 255),
      path: path === undefined ? null : quote(path, 300),
      removes: (maxAge !== undefined && maxAge <= 0) || /;\s*expires=\w{3},? ?\d{2}[- ]\w{3}[- ](19\d\d|200\d)/i.test(line),
      session: SESSION_NAME.test(name),
    },
  ];
}
