import type { Exchange } from '../../drivers/http.ts';
import { cookieJar } from '../../drivers/http/cookie-jar.ts';
import { type HostAddresses, hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { edgeCache } from '../../evidence/edge/cache.ts';
import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { canary } from '../../evidence/edge/canary.ts';
import { clientAccess } from '../../evidence/edge/client-access.ts';
import { chatStream } from '../../evidence/edge/chat-stream.ts';
import { cors } from '../../evidence/edge/cors.ts';
import { rateLimit, type RateLimitedRoute } from '../../evidence/edge/rate-limit.ts';
import { showUrl } from '../../formats/url.ts';
import { maybe, one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { AppEndpoint } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { bodyText, headerOf } from './body-text.ts';
import { sendEndpoint } from './send-endpoint.ts';
import { sessionHeaders } from './session-headers.ts';

/** Never more than this to one address in a row. */
const MOST_REQUESTS = 30;
const AT_ONCE = 5;
const ONE_BURST_MS = 20_000;
const MOST_ROUTES = 6;
/** Kinds of endpoints that must have a limit, and the methods with which they are tried: an API only by reading. */
const LIMITED: ReadonlyMap<string, (method: string) => boolean> = new Map([
  ...['chat', 'login', 'form', 'webhook'].map((is) => [is, (method: string) => method !== 'GET'] as const),
  ['api', (method: string) => method === 'GET'],
]);
/** What proxies write the address of the visitor into, and careless limiters believe from anybody. */
const CLIENT_HEADERS = ['x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip', 'forwarded'] as const;
/** RFC 2544: an address of nobody. */
const NOBODY = '198.18.7.23';

export const rateLimitProbe = defineProbe({
  id: 'edge/rate-limit',
  version: 1,
  title: `sends up to ${MOST_REQUESTS} requests in a row to each declared login, chat, form, webhook and public API, stops at the first refusal, and tries whether a made-up address gets round it`,
  about: 'host',
  // Last of all that is asked of the host: who was refused once is refused everything for a while.
  needs: {
    host: one(hostAddresses),
    chat: maybe(chatStream),
    cors: maybe(cors),
    caches: maybe(edgeCache),
    crawl: maybe(edgeCrawl),
    clients: maybe(clientAccess),
    canary: maybe(canary),
  },
  fills: rateLimit,
  discovers: [],
  touches: 'makes-load',
  timeoutMs: 55_000,
  async gather({ subject, given, intent, io, signal }) {
    const endpoints = (intent.endpoints ?? []).filter(({ url, is, method }) => URL.parse(url)?.hostname === subject.name && LIMITED.get(is)?.(method));
    const limits: Limit[] =
      endpoints.length > MOST_ROUTES ? [{ part: 'burst', says: quote(`only ${MOST_ROUTES} of ${endpoints.length} routes were tried`) }] : [];
    const routes: RateLimitedRoute[] = [];
    const failures: CouldNotLook[] = [];
    for (const endpoint of endpoints.slice(0, MOST_ROUTES)) {
      const asked = given.cors?.routes.find(({ url }) => url === showUrl(endpoint.url))?.answers ?? [];
      try {
        const credentials = endpoint.is === 'chat' ? sessionHeaders(io, intent, subject.name) : undefined;
        const route = await tryRoute(io, { endpoint, credentials, host: given.host, wasServed: asked.some(({ status }) => status !== 429) }, signal);
        if (route) routes.push(route);
      } catch (error) {
        if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
        failures.push(error);
      }
    }
    // One wrong address in the config does not hide what the others showed.
    if (failures[0] && routes.length === 0) throw failures[0];
    for (const { message } of failures) limits.push({ part: 'burst', says: quote(message) });
    return { value: { routes }, complete: limits.length === 0 ? true : limits };
  },
});

interface Trying {
  readonly endpoint: AppEndpoint;
  readonly credentials: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host: HostAddresses;
  /** Looks before this one were answered there: a refusal of the first request is then the limit that they used up. */
  readonly wasServed: boolean;
}
interface Refusal {
  readonly by: NonNullable<RateLimitedRoute['refusedBy']>;
  readonly answer: Exchange;
}

async function tryRoute(io: Io, trying: Trying, signal: AbortSignal): Promise<RateLimitedRoute | undefined> {
  const { endpoint } = trying;
  const began = io.clock.mono();
  const first = await sendEndpoint(io, trying, signal);
  // An API that nobody reads without a login is none that a stranger could flood.
  if (endpoint.is === 'api' && (first.status === 401 || first.status === 403)) return undefined;
  const isSpent = first.status === 429 && trying.wasServed;
  if (!isSpent) mustBeOrdinary(endpoint, first);
  const refusedAtOnce = { sent: 1, refusal: { by: '429' as const, answer: first } };
  const { refusal, sent } = isSpent ? refusedAtOnce : await sendMany(io, { ...trying, usual: first.status, already: 1 }, signal);
  const tookMs = Math.round(io.clock.mono() - began);
  const text = (answer: Exchange | undefined, name: string, cap = 100) => {
    const value = answer && headerOf(answer, name);
    return value === undefined ? null : quote(value, cap);
  };
  const announced = ['ratelimit-policy', 'ratelimit', 'ratelimit-limit', 'x-ratelimit-limit']
    .map((name) => text(first, name, 200))
    .find((value) => value !== null);
  return {
    url: quote(showUrl(endpoint.url), 300),
    is: endpoint.is as RateLimitedRoute['is'],
    sent,
    tookMs,
    usual: first.status,
    refusedAt: refusal ? sent : null,
    refusedBy: refusal?.by ?? null,
    refusedStatus: refusal?.answer.status ?? null,
    retryAfter: text(refusal?.answer, 'retry-after'),
    announced: announced ?? null,
    spoofedBy: refusal ? ((await spoofed(io, trying, first.status, signal)) ?? null) : null,
    otherClientRefused: refusal ? await otherClient(io, trying, first, signal) : null,
    refusedWithCookie: refusal ? null : await withCookie(io, trying, first, signal),
  };
}

/** Before a burst: an answer that says nothing of the route would only be repeated. */
function mustBeOrdinary({ url, is, body }: AppEndpoint, answer: Exchange): void {
  const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer) });
  if (foreign?.kind === 'challenge' && foreign.by !== 'rate-limit')
    throw new CouldNotLook('challenged', `${showUrl(url)}: a bot check (${foreign.by}) answers`);
  if (answer.status === 429) throw new CouldNotLook('challenged', `${showUrl(url)} refuses already the first request (429): wait and try again`);
  if (
    answer.status === 404 ||
    answer.status === 405 ||
    answer.status >= 500 ||
    (answer.status >= 300 && answer.status < 400 && is !== 'login' && is !== 'form')
  )
    throw new CouldNotLook('not-found', `${showUrl(url)} answers ${answer.status}: is it the right address (endpoints)?`);
  if (is === 'chat' && (answer.status === 401 || answer.status === 403))
    throw new CouldNotLook('no-credential', `the chat answers ${answer.status}: put a session of this host into the config (sessions)`);
  if ((is === 'chat' || is === 'form') && answer.status >= 400 && !body)
    throw new CouldNotLook('malformed', `${showUrl(url)} does not take our request (${answer.status}): put a body that it takes into the config`);
}

async function sendMany(
  io: Io,
  { usual, already, ...trying }: Trying & { readonly usual: number; readonly already: number },
  signal: AbortSignal,
): Promise<{ sent: number; refusal: Refusal | undefined }> {
  const endBy = io.clock.mono() + ONE_BURST_MS;
  let sent = already;
  while (sent < MOST_REQUESTS && io.clock.mono() < endBy) {
    const answers = await Promise.all(Array.from({ length: Math.min(AT_ONCE, MOST_REQUESTS - sent) }, () => sendEndpoint(io, trying, signal)));
    for (const answer of answers) {
      sent += 1;
      const by = refusalIn(answer, usual);
      if (by) return { sent, refusal: { by, answer } };
    }
  }
  if (sent < MOST_REQUESTS)
    throw new CouldNotLook('timeout', `${showUrl(trying.endpoint.url)} is so slow that only ${sent} requests could be sent in ${ONE_BURST_MS / 1000} s`);
  return { sent, refusal: undefined };
}

function refusalIn(answer: Exchange, usual: number): Refusal['by'] | undefined {
  if (answer.status === 429) return '429';
  if (recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer) })?.kind === 'challenge') return 'challenge';
  return answer.status !== usual && [403, 418, 420, 503].includes(answer.status) ? 'other-status' : undefined;
}

/** The first header by which we can pretend to be another client, proven by a request without it that is still refused. */
async function spoofed(io: Io, trying: Trying, usual: number, signal: AbortSignal): Promise<string | undefined> {
  for (const name of CLIENT_HEADERS) {
    const value = name === 'forwarded' ? `for=${NOBODY}` : NOBODY;
    const pretending = await sendEndpoint(io, { ...trying, headers: { [name]: value } }, signal);
    if (refusalIn(pretending, usual) !== undefined) continue;
    const control = await sendEndpoint(io, trying, signal);
    return refusalIn(control, usual) === undefined ? undefined : name;
  }
  return undefined;
}

/** From an address of the other family we are another client to every limiter that counts by address. */
async function otherClient(io: Io, trying: Trying, first: Exchange, signal: AbortSignal): Promise<boolean | null> {
  const isV6 = first.address.includes(':');
  const other = trying.host.addresses.find(({ family }) => family === (isV6 ? 4 : 6));
  if (!other || (!isV6 && !io.network.ipv6)) return null;
  try {
    return refusalIn(await sendEndpoint(io, { ...trying, address: other.address }, signal), first.status) !== undefined;
  } catch (error) {
    if (error instanceof CouldNotLook && error.code !== 'interrupted') return null;
    throw error;
  }
}

/** Whoever counts by cookie refuses nobody that brings none. */
async function withCookie(io: Io, trying: Trying, first: Exchange, signal: AbortSignal): Promise<boolean | null> {
  const jar = cookieJar();
  const url = new URL(trying.endpoint.url);
  jar.take(url, first.headers, io.clock.now());
  const cookie = jar.for(url);
  if (cookie === '' || (trying.credentials && 'cookie' in trying.credentials)) return null;
  const { refusal } = await sendMany(io, { ...trying, headers: { cookie }, usual: first.status, already: 0 }, signal);
  return refusal !== undefined;
}
