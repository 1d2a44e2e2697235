import { Buffer } from 'node:buffer';
import { type CookieJar, cookieJar } from '../drivers/http/cookie-jar.ts';
import { type Exchange, get, type Header } from '../drivers/http.ts';
import { decodeText } from '../formats/charset.ts';
import { type HtmlControls, readControls } from '../formats/html-forms.ts';
import { type HtmlFacts, readHtml } from '../formats/html-references.ts';
import { parseUrl } from '../formats/url.ts';
import type { JourneyMethod } from '../model/journey.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { recogniseAnswer } from '../recognise/challenge.ts';
import { fail } from './outcome.ts';

export interface Asked {
  readonly method: JourneyMethod;
  /** Absolute, or relative to the page before, or to the app. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: { readonly type: string; readonly text: string };
  /** Default true. */
  readonly follow?: boolean;
  /** Something that was sent must not be read on the way. */
  readonly secret?: boolean;
  /** Nothing links to the address: it is where others have such a page. */
  readonly guessed?: boolean;
  readonly timeoutMs: number;
}

/** What the visitor got in the end. Everything in it is raw outside text. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: readonly Header[];
  readonly text: string;
  /** All exchanges of the way, redirects first. */
  readonly hops: readonly Exchange[];
  header(name: string): string | undefined;
  isHtml(): boolean;
  page(): HtmlFacts;
  controls(): HtmlControls;
  /** The answer as JSON; a failure of the step when it is none. */
  json(): unknown;
}

/** One browser profile's worth of state, without the browser: cookies and the page that is open. */
export interface Visitor {
  readonly cookies: CookieJar;
  /** The last answer. */
  readonly last: Answer | undefined;
  ask(asked: Asked, signal: AbortSignal): Promise<Answer>;
  /** Somebody with the same cookies as now, who keeps them whatever happens here: a copied session. */
  copy(): Visitor;
}

const MOST_REDIRECTS = 10;
const MOST_BYTES = 3_000_000;

/** A new visitor of the app at `base`. Redirects are followed and cookies sent as browsers do; a POST is sent once, whatever comes. */
export function visitorOf(io: Io, base: URL, cookies: CookieJar = cookieJar()): Visitor {
  let last: Answer | undefined;
  return {
    cookies,
    get last() {
      return last;
    },
    copy: () => visitorOf(io, base, cookies.copy()),
    async ask(asked, signal) {
      const start = parseUrl(asked.url, (last?.url ?? base).href);
      if (!start || !/^https?:$/.test(start.protocol)) return fail(`"${asked.url.slice(0, 80)}" is no address that can be opened`);
      const endBy = io.clock.mono() + asked.timeoutMs;
      const hops: Exchange[] = [];
      let [url, request]: [URL, Asked] = [start, asked];
      for (;;) {
        const left = endBy - io.clock.mono();
        if (left < 1) throw new CouldNotLook('timeout', `${url.host} did not answer within ${sayMs(asked.timeoutMs)}`);
        const hop = await one(io, { ...request, timeoutMs: left }, url, last?.url ?? base, cookies, signal);
        hops.push(hop);
        cookies.take(url, hop.headers, io.clock.now());
        const next = asked.follow === false ? undefined : redirectOf(hop, url);
        if (!next) break;
        if (hops.length > MOST_REDIRECTS) return fail(`${start.host} redirects more than ${MOST_REDIRECTS} times and never shows a page`);
        request = redirected(request, hop.status, url, next);
        url = next;
      }
      last = answerOf(url, hops);
      const foreign = recogniseAnswer({ status: last.status, headers: last.headers, body: last.text.slice(0, 20_000) });
      if (foreign?.kind === 'challenge')
        throw new CouldNotLook('challenged', `${url.host} asked whether we are a robot (${foreign.by}), so the app behind it was not reached`);
      return last;
    },
  };
}

function redirectOf(hop: Exchange, url: URL): URL | undefined {
  const location = hop.headers.find(({ name }) => name === 'location')?.value;
  if (![301, 302, 303, 307, 308].includes(hop.status) || !location?.trim()) return undefined;
  const next = parseUrl(location, url.href);
  if (!next || !/^https?:$/.test(next.protocol)) return fail(`${url.host}${url.pathname} redirects to "${location.slice(0, 80)}", which is no address`);
  next.hash = '';
  return next;
}

/** What a browser sends after a redirect: nothing but a GET after most, and no header of ours to another host. What was typed does not go there at all. */
function redirected({ method, content, headers, secret, ...same }: Asked, status: number, from: URL, to: URL): Asked {
  const becomesGet = status === 303 || (status < 303 && method === 'POST');
  const isElsewhere = to.host !== from.host;
  if (!becomesGet && content && secret && isElsewhere)
    throw new CouldNotLook('blocked-here', `${from.host} sends what was typed on to ${to.host} (${status}); it was not sent there`);
  return {
    ...same,
    method: becomesGet && method !== 'HEAD' ? 'GET' : method,
    ...(!becomesGet && content && { content, ...(secret && { secret }) }),
    ...(headers && !isElsewhere && { headers }),
  };
}

function one(
  io: Io,
  { method, headers, content, secret, guessed, timeoutMs }: Asked,
  url: URL,
  from: URL,
  cookies: CookieJar,
  signal: AbortSignal,
): Promise<Exchange> {
  const isLocal = isThisMachine(url);
  const cookie = cookies.for(url);
  const isPrivate = (secret === true || cookie !== '') && !isLocal && url.protocol === 'https:';
  if (secret && !isLocal && url.protocol !== 'https:')
    throw new CouldNotLook('blocked-here', `${url.host} is asked over plain HTTP, and a password would be readable on the way; nothing was sent`);
  const session = { ...(cookie !== '' && { cookie }) };
  return get(
    io,
    {
      url: url.href,
      method,
      ...(url.hostname === 'localhost' && { address: '127.0.0.1' }),
      headers: { ...(method === 'GET' || method === 'HEAD' ? {} : { origin: from.origin, referer: from.href }), ...headers, ...(isPrivate ? {} : session) },
      // Nothing private is sent to somebody without a certificate for the name.
      ...(isPrivate && { credentials: session }),
      ...(guessed && { hidden: true as const }),
      ...(content && { content: { type: content.type, bytes: Buffer.from(content.text) } }),
      mostBytes: MOST_BYTES,
      timeoutMs,
    },
    signal,
  );
}

function answerOf(url: URL, hops: readonly Exchange[]): Answer {
  const { status, headers, body } = hops.at(-1) as Exchange;
  const header = (name: string): string | undefined => headers.find((one) => one.name === name)?.value;
  const type = header('content-type') ?? '';
  const text = decodeText(body, type);
  let [facts, controls]: [HtmlFacts | undefined, HtmlControls | undefined] = [undefined, undefined];
  return {
    url,
    status,
    headers,
    text,
    hops,
    header,
    isHtml: () => /html/i.test(type) || (type === '' && /^\s*<(?:!doctype|html)/i.test(text)),
    page: () => (facts ??= readHtml(text, url.href)),
    controls: () => (controls ??= readControls(text, url.href)),
    json() {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return fail(`${url.host}${url.pathname} did not answer with JSON (${type || 'no content type'})`);
      }
    },
  };
}

export const sayMs = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0).replace(/\.0$/, '')} s`);

/** Nothing that is sent there leaves the machine. */
export function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
