import { Buffer } from 'node:buffer';
import { type Exchange, get, USER_AGENT } from '../../drivers/http.ts';
import { type ClientVisit, clientAccess } from '../../evidence/edge/client-access.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { showUrl } from '../../formats/url.ts';
import { one } from '../../model/check.ts';
import type { AppEndpoint } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe } from '../../ports/probe.ts';
import { bodyText, headerOf } from './body-text.ts';
import { nonce } from './nonce.ts';

const MOST_ROUTES = 3;
/** How the programs name themselves, by their own documentation; we add who we are. */
const CLIENTS: Readonly<Record<ClientVisit['kind'], readonly (readonly [name: string, agent: string])[]>> = {
  webhook: [
    ['stripe', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['github', 'GitHub-Hookshot/044aadd'],
  ],
  api: [
    ['curl', 'curl/8.5.0'],
    ['python', 'python-requests/2.32.3'],
  ],
  uptime: [
    ['uptimerobot', 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)'],
    ['better-stack', 'Better Stack Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64)'],
  ],
};
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
/** With these an edge turns away whom it does not like. */
const TURNED_AWAY: ReadonlySet<number> = new Set([401, 403, 405, 406, 409, 503]);

export const clientAccessProbe = defineProbe({
  id: 'edge/client-access',
  version: 1,
  title:
    'asks declared webhooks and API routes and the front page in the name of programs that must get in (Stripe, GitHub, curl, uptime monitors): at most 3 requests for each of 7 addresses',
  about: 'host',
  needs: { http: one(edgeHttp) },
  fills: clientAccess,
  discovers: [],
  touches: 'changes-things',
  timeoutMs: 45_000,
  async gather({ subject, given, intent, io, signal }) {
    const own = (intent.endpoints ?? []).filter(({ url }) => URL.parse(url)?.hostname === subject.name);
    const { page } = given.http;
    const front: AppEndpoint[] = page?.status === 200 ? [{ url: `${page.scheme}://${subject.name}/`, is: 'page', method: 'GET', headers: {} }] : [];
    const targets = [
      ...own
        .filter(({ is }) => is === 'webhook')
        .slice(0, MOST_ROUTES)
        .map((endpoint) => ({ kind: 'webhook' as const, endpoint })),
      ...own
        .filter(({ is, method }) => is === 'api' && method === 'GET')
        .slice(0, MOST_ROUTES)
        .map((endpoint) => ({ kind: 'api' as const, endpoint })),
      ...front.map((endpoint) => ({ kind: 'uptime' as const, endpoint })),
    ];
    const visits: ClientVisit[] = [];
    for (const target of targets) visits.push(...(await visitAs(io, target, signal)));
    return { value: { visits }, complete: true };
  },
});

interface Target {
  readonly kind: ClientVisit['kind'];
  readonly endpoint: AppEndpoint;
}

async function visitAs(io: Io, { kind, endpoint }: Target, signal: AbortSignal): Promise<ClientVisit[]> {
  const browser = await send(io, endpoint, BROWSER, signal);
  const visits: ClientVisit[] = [];
  for (const [client, agent] of CLIENTS[kind]) {
    const answer = await send(io, endpoint, agent, signal);
    visits.push({ client, kind, url: quote(showUrl(endpoint.url), 300), method: endpoint.method, status: answer.status, ...outcomeOf(answer, browser, kind) });
  }
  return visits;
}

function send(io: Io, { url, method, headers, body }: AppEndpoint, agent: string, signal: AbortSignal): Promise<Exchange> {
  const text = (body?.text ?? '{}').replaceAll('{token}', nonce(io)).replaceAll('{address}', 'launch-ready@example.com').replaceAll('{message}', 'ok');
  const content = { type: body?.type ?? 'application/json', bytes: Buffer.from(text) };
  const accept = method === 'GET' ? '*/*' : 'application/json, */*';
  const asked = { url, mostBytes: 50_000, timeoutMs: 8000, headers: { accept, ...headers, 'user-agent': `${agent} ${USER_AGENT}` } };
  return get(io, method === 'GET' ? asked : { ...asked, method: 'POST', content }, signal);
}

/** An application says no in its own words; what turns programs away before it answers with a page, or where a browser gets more. */
function outcomeOf(answer: Exchange, browser: Exchange, kind: ClientVisit['kind']): Pick<ClientVisit, 'outcome' | 'by' | 'sign'> {
  const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer) });
  if (foreign?.kind === 'challenge' && foreign.by !== 'rate-limit') return { outcome: 'challenged', by: foreign.by, sign: foreign.sign };
  if (answer.status === 404) return { outcome: 'missing', by: null, sign: null };
  const isPage = /html/i.test(headerOf(answer, 'content-type') ?? '');
  const differs = TURNED_AWAY.has(answer.status) && answer.status !== browser.status;
  const isForeignPage = kind === 'webhook' && isPage && (answer.status === 403 || answer.status === 406 || answer.status === 503);
  if (!differs && !isForeignPage) return { outcome: 'served', by: null, sign: null };
  const server = headerOf(answer, 'server') ?? '';
  return { outcome: 'blocked', by: /^[\w.-]{1,40}$/.test(server) ? server : null, sign: quote(`status ${answer.status}, a browser gets ${browser.status}`) };
}
