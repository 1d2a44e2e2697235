import { isAtOrBelow } from '../../model/domain-name.ts';
import { type Exchange, get } from '../../drivers/http.ts';
import { type ApiRoute, apiRoutes } from '../../evidence/edge/api-routes.ts';
import { type CorsAnswer, type CorsRoute, cors } from '../../evidence/edge/cors.ts';
import { hostileOrigins } from '../../formats/hostile-origins.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import type { Subject } from '../../model/subject.ts';
import { quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { bodyText, headerOf } from './body-text.ts';
import { nonce } from './nonce.ts';

const MOST_ROUTES = 5;
const MOST_FRIENDS = 4;
/** Requests that a page of another origin must ask for first, RFC 9110 §9 and Fetch §4.10. */
const ASKED_FIRST: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export const corsProbe = defineProbe({
  id: 'edge/cors',
  version: 1,
  title: 'asks API routes of yours as pages of other sites would: at most 14 requests for each of at most 5 routes',
  about: 'host',
  needs: { api: one(apiRoutes) },
  fills: cors,
  discovers: [],
  touches: 'probes-unusual',
  timeoutMs: 45_000,
  async gather({ subject, given, intent, io, signal }) {
    // Senders of webhooks are no browsers.
    const routes = given.api.routes.filter(({ is }) => is !== 'webhook');
    const limits: Limit[] =
      routes.length > MOST_ROUTES ? [{ part: 'routes', says: quote(`only ${MOST_ROUTES} of ${routes.length} routes were asked as another site would`) }] : [];
    const seen: CorsRoute[] = [];
    for (const route of routes.slice(0, MOST_ROUTES)) {
      const answers: CorsAnswer[] = [];
      try {
        await askRoute(io, { route, answers }, originsFor(intent, subject), signal);
      } catch (error) {
        // Part of a battery proves what it found; that it found nothing more proves nothing.
        if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || answers.length === 0) throw error;
        limits.push({ part: 'routes', says: quote(error.message) });
      }
      seen.push({ url: route.url, method: route.method, is: route.is, answers });
    }
    return { value: { routes: seen }, complete: limits.length === 0 ? true : limits };
  },
});

interface Asked {
  readonly kind: CorsAnswer['kind'];
  readonly origin: string;
}
interface Origins {
  readonly friends: readonly Asked[];
  readonly hostile: readonly Asked[];
}

/** Who is let in on purpose, and who must not be. The product's own pages are likely ones: nobody says whether they call this host. */
export function originsFor(intent: Intent, subject: Subject): Origins {
  const approved = (intent.approvedOrigins ?? []).filter((origin) => origin !== '*').map((origin) => ({ kind: 'approved' as const, origin }));
  const pages = intent.hosts.filter(({ purpose, declared, name }) => declared && (purpose === 'app' || name === intent.canonicalHost));
  const own = pages.map(({ name }) => ({ kind: 'likely' as const, origin: `https://${name}` }));
  const likely = own.filter(({ origin }) => approved.every((one) => one.origin !== origin));
  const friends = [...approved.slice(0, MOST_FRIENDS - 1), ...likely].slice(0, MOST_FRIENDS);
  // Lookalikes of the product's own pages, where there are any: those deceive its customers.
  const domainOf = (host: string): string | undefined => intent.domains.find((name) => isAtOrBelow(host, name));
  const hosts = [...approved, ...own].map(({ origin }) => URL.parse(origin)?.hostname ?? subject.name);
  const model = hosts.find(domainOf) ?? hosts[0] ?? subject.name;
  const taken = new Set(intent.approvedOrigins);
  return { friends, hostile: hostileOrigins(model, domainOf(model) ?? model).filter(({ origin }) => !taken.has(origin)) };
}

/** At most 14 requests: friends, then everybody; the finer ones only where not everybody is let in. */
async function askRoute(
  io: Io,
  { route, answers }: { readonly route: ApiRoute; readonly answers: CorsAnswer[] },
  { friends, hostile }: Origins,
  signal: AbortSignal,
): Promise<void> {
  const preflight = ASKED_FIRST.has(route.method);
  const ask = async (asked: Asked): Promise<CorsAnswer> => {
    const answer = await answerTo(io, route, asked, preflight, signal);
    answers.push(answer);
    return answer;
  };
  if (!preflight) await ask({ kind: 'none', origin: '' });
  for (const friend of friends) await ask(friend);
  const [foreign, ...finer] = hostile;
  const letIn = foreign && (await ask(foreign)).allowOrigin;
  const everybody = letIn === '*' || letIn === foreign?.origin;
  for (const asked of finer) if (!everybody) await ask(asked);
}

async function answerTo(io: Io, route: ApiRoute, { kind, origin }: Asked, preflight: boolean, signal: AbortSignal): Promise<CorsAnswer> {
  const headers = {
    ...(origin !== '' && { origin }),
    ...(preflight && { 'access-control-request-method': route.method, 'access-control-request-headers': 'content-type' }),
    accept: 'application/json, */*',
  };
  const url = `${route.url}?lr-check=${nonce(io)}`;
  const answer = await get(io, { url, method: preflight ? 'OPTIONS' : 'GET', headers, mostBytes: 20_000, timeoutMs: 8000 }, signal);
  const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer) });
  if (foreign?.kind === 'challenge')
    throw new CouldNotLook('challenged', `${route.url}: a bot check (${foreign.by}) answers instead of the API: ${foreign.sign}`);
  // An application that throws at an origin it does not know answers 500: that is a refusal. A gateway without an application is none.
  if ([502, 503, 504].includes(answer.status)) throw new CouldNotLook('unreachable', `${route.url} answers ${answer.status}`);
  return { kind, origin: quote(origin), preflight, status: answer.status, ...corsHeaders(answer) };
}

function corsHeaders(answer: Exchange): Omit<CorsAnswer, 'kind' | 'origin' | 'preflight' | 'status'> {
  const text = (name: string, cap = 200) => {
    const value = headerOf(answer, name);
    return value === undefined ? null : quote(value, cap);
  };
  return {
    allowOrigin: text('access-control-allow-origin', 300),
    allowCredentials: headerOf(answer, 'access-control-allow-credentials')?.trim() === 'true',
    allowMethods: text('access-control-allow-methods'),
    allowHeaders: text('access-control-allow-headers', 300),
    vary: text('vary'),
    cacheControl: text('cache-control'),
  };
}
