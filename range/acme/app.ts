import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { notePage } from './pages.ts';
import { accountRoutes, SESSION_COOKIE } from './routes/account.ts';
import { chatRoutes } from './routes/chat.ts';
import { siteRoutes } from './routes/site.ts';
import type { AcmeSettings } from './settings.ts';
import { type AcmeStore, openAcmeStore } from './store.ts';
import { cookieOf, html, json, parseFields, readBody, redirect, Refusal, type Reply, type Route, type Visit } from './visit.ts';

/** Acme Assist, ready to be mounted behind any server. */
export interface Acme {
  readonly settings: AcmeSettings;
  readonly store: AcmeStore;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  close(): void;
}

const ROUTES: readonly Route[] = [...siteRoutes, ...accountRoutes, ...chatRoutes];
const MINUTE_MS = 60_000;

/** Builds the app: opens its database and makes the admin account. */
export async function createAcme(settings: AcmeSettings): Promise<Acme> {
  const store = openAcmeStore(settings.database);
  await store.addUser(settings.admin.email, 'Ada Admin', settings.admin.password, true);
  const spend = requestBudgets(settings);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void serve(request, response);
  };
  return { settings, store, listener, close: () => store.close() };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const left = new AbortController();
    response.on('close', () => left.abort());
    const url = new URL(request.url?.startsWith('/') ? request.url : '/', 'http://acme.invalid');
    try {
      const visit = await readVisit(request, url, requestId, left.signal);
      await sendReply(visit, response, await answer(visit));
    } catch (error) {
      await sendReply(emptyVisit(request, url, requestId, left.signal), response, refuse(error, url.pathname, requestId)).catch(() => response.destroy());
    }
    settings.log(JSON.stringify({ level: 'info', requestId, method: request.method, path: url.pathname, status: response.statusCode }));
  }

  async function answer(visit: Visit): Promise<Reply> {
    const method = visit.request.method === 'HEAD' ? 'GET' : visit.request.method;
    if (method === 'OPTIONS') return { status: 204, type: 'text/plain', body: '' };
    const fitting = ROUTES.filter((route) => route.path.test(visit.path));
    const route = fitting.find((candidate) => candidate.method === method);
    if (!route)
      throw fitting.length > 0 ? new Refusal(405, 'method', 'This address does not take that.') : new Refusal(404, 'not-found', 'There is nothing here.');
    if (method === 'POST') refuseForeignOrigin(visit, settings);
    if (route.budget && !visit.has('no-rate-limit')) spend(route.budget, visit);
    const barred = route.needs && refuseStranger(route.needs, visit);
    return barred || route.answer({ ...visit, params: route.path.exec(visit.path)?.slice(1) ?? [] });
  }

  async function readVisit(request: IncomingMessage, url: URL, requestId: string, signal: AbortSignal): Promise<Visit> {
    const empty = emptyVisit(request, url, requestId, signal);
    const rawBody = request.method === 'POST' ? await readBody(request) : '';
    if (settings.faults.has('logs-content') && rawBody) settings.log(JSON.stringify({ level: 'debug', body: rawBody, headers: request.headers }));
    return { ...empty, rawBody, fields: parseFields(rawBody, request.headers['content-type'] ?? ''), user: store.userBySession(empty.sessionToken, empty.now) };
  }

  function emptyVisit(request: IncomingMessage, url: URL, requestId: string, signal: AbortSignal): Visit {
    return {
      settings,
      store,
      request,
      requestId,
      signal,
      path: url.pathname,
      query: url.searchParams,
      params: [],
      fields: {},
      rawBody: '',
      user: undefined,
      sessionToken: cookieOf(request, SESSION_COOKIE),
      wantsJson: `${request.headers.accept ?? ''}${request.headers['content-type'] ?? ''}`.includes('json'),
      now: Date.now(),
      has: (fault) => settings.faults.has(fault),
    };
  }

  function refuse(error: unknown, path: string, requestId: string): Reply {
    const known = error instanceof Refusal ? error : undefined;
    if (!known) settings.log(JSON.stringify({ level: 'error', requestId, path, reason: error instanceof Error ? error.stack : String(error) }));
    const status = known?.status ?? 500;
    if (!known && settings.faults.has('errors-leak-details'))
      return { status, type: 'text/plain; charset=utf-8', body: String(error instanceof Error ? error.stack : error) };
    const message = known?.message ?? `Something went wrong on our side. Mention ${requestId} when you write to us.`;
    return path.startsWith('/api/')
      ? json({ error: { code: known?.code ?? 'internal', message, requestId } }, status)
      : html(notePage(status === 404 ? 'Not found' : 'Sorry', message), status);
  }
}

/** Counts requests per client and budget in one-minute windows. */
function requestBudgets(settings: AcmeSettings): (budget: 'login' | 'chat' | 'form', visit: Visit) => void {
  let windowStart = 0;
  let spent = new Map<string, number>();
  return (budget, visit) => {
    if (visit.now - windowStart >= MINUTE_MS) [windowStart, spent] = [visit.now, new Map()];
    const key = `${budget} ${visit.request.socket.remoteAddress}`;
    const count = (spent.get(key) ?? 0) + 1;
    spent.set(key, count);
    if (count > settings.perMinute[budget]) throw new Refusal(429, 'slow-down', 'That was a lot at once. Please wait a minute.');
  };
}

function refuseForeignOrigin(visit: Visit, settings: AcmeSettings): void {
  const origin = visit.request.headers.origin;
  const own = [settings.origin, `https://${visit.request.headers.host}`, `http://${visit.request.headers.host}`];
  if (origin && !own.includes(origin) && !visit.has('open-cors')) throw new Refusal(403, 'foreign-origin', 'This request came from another site.');
}

function refuseStranger(needs: 'user' | 'admin', visit: Visit): Reply | undefined {
  if (needs === 'admin' ? visit.user?.admin || visit.has('open-admin') : visit.user) return undefined;
  if (visit.user) throw new Refusal(403, 'not-yours', 'This page is for the team.');
  if (visit.path.startsWith('/api/')) throw new Refusal(401, 'log-in-first', 'Please log in first.');
  return redirect('/login');
}

const CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

function headersFor(visit: Visit, reply: Reply): Record<string, string> {
  const personal = visit.sessionToken !== '';
  const common: Record<string, string> = {
    'content-type': reply.type,
    'x-request-id': visit.requestId,
    'cache-control': visit.has('private-answers-cacheable') ? 'public, max-age=300' : personal ? 'private, no-store' : 'no-cache',
    vary: 'accept-encoding, cookie',
  };
  const origin = visit.request.headers.origin;
  const open =
    visit.has('open-cors') && origin
      ? { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', 'access-control-allow-headers': 'content-type' }
      : {};
  const guarded = visit.has('no-security-headers')
    ? {}
    : {
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
        ...(visit.settings.origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
      };
  return { ...common, ...guarded, ...open, ...reply.headers };
}

async function sendReply(visit: Visit, response: ServerResponse, reply: Reply): Promise<void> {
  const headers = headersFor(visit, reply);
  const withoutBody = visit.request.method === 'HEAD' || reply.status === 204;
  if (typeof reply.body !== 'string') {
    response.writeHead(reply.status, headers);
    if (!withoutBody) for await (const piece of reply.body) response.write(piece);
    response.end();
    return;
  }
  const zipped = reply.body.length > 600 && !visit.has('no-compression') && /\bgzip\b/.test(visit.request.headers['accept-encoding'] ?? '');
  const body = zipped ? gzipSync(reply.body) : Buffer.from(reply.body);
  response.writeHead(reply.status, { ...headers, ...(zipped ? { 'content-encoding': 'gzip' } : {}), 'content-length': String(body.length) });
  response.end(withoutBody ? undefined : body);
}

/** The app on a loopback port of its own, over plain http. */
export async function startAcme(
  settings: AcmeSettings,
): Promise<Omit<Acme, 'close'> & { readonly port: number; readonly url: string; readonly close: () => Promise<void> }> {
  const acme = await createAcme(settings);
  const server = createServer(acme.listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    acme.close();
  };
  return { ...acme, port, url: `http://127.0.0.1:${port}`, close };
}
