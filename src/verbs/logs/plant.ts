import { get } from '../../drivers/http.ts';
import { restrict } from '../../engine/restrict.ts';
import { keptCanaries, type KeptCanaries } from '../../evidence/logs/planted.ts';
import { UsageError } from '../../model/errors.ts';
import type { AppEndpoint, Intent } from '../../model/intent.ts';
import type { PlantingResult, PlantSending } from '../../model/logs-result.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { canariesOf, type PlantedValues } from '../../recognise/logs/canaries.ts';
import type { Deps } from '../deps.ts';
import { withLocalRoutes } from '../local-routes.ts';

export interface PlantOptions {
  readonly intent: Intent;
  /** Send them ourselves; otherwise a person uses them. */
  readonly send: boolean;
  readonly signal: AbortSignal;
  /** Called before each request. */
  readonly onSend?: (says: string) => void;
}

const SEED_BYTES = 16;
/** Most endpoints that are sent to. */
const MOST_ENDPOINTS = 20;

/**
 * Makes fresh values that belong to nobody, and with `send` puts them into requests as a user would. Kept is their seed only.
 * @throws UsageError when there is nowhere to send to
 */
export async function plantCanaries({ intent, send, signal, onSend }: PlantOptions, deps: Deps): Promise<PlantingResult> {
  const endpoints = (intent.endpoints ?? []).slice(0, MOST_ENDPOINTS);
  if (send && endpoints.length === 0)
    throw new UsageError('the config names no endpoints (chat, endpoints) to send to; leave --active out and use the values yourself');
  const urls = endpoints.map(({ url }) => url);
  const io = await deps.openIo(withLocalRoutes(intent, urls));
  const seed = [...io.random(SEED_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const planted = canariesOf(seed);
  const at = new Date(io.clock.now()).toISOString();
  // Kept before anything is sent: what was planted must be findable, whatever happens on the way.
  await keep(deps, { environment: intent.environment, seed, at, wasSent: false });
  const sent: Sent[] = [];
  if (send) {
    const bounded = restrict(io, { touches: 'changes-things' }, { active: intent.active, owned: intent.owned }, new Map(), signal);
    for (const origin of new Set(urls.map((url) => new URL(url).origin))) sent.push(await sendOne(bounded, failing(origin, planted), signal, onSend));
    for (const endpoint of endpoints) if (endpoint.method !== 'DELETE') sent.push(await sendOne(bounded, filled(endpoint, planted), signal, onSend));
    const answered = [...new Set(sent.flatMap(({ ids }) => ids))].slice(0, MOST_ENDPOINTS);
    if (sent.some(({ status }) => status !== null)) await keep(deps, { environment: intent.environment, seed, at, wasSent: true, answered });
  }
  return { schema: 'launch-ready/logs-plant@1', environment: intent.environment, plantedAt: at, ...planted, sent: sent.map(told) };
}

async function keep(deps: Deps, one: KeptCanaries['planted'][number]): Promise<void> {
  await deps.kept.update('log-canaries', (old) => {
    const others = keptCanaries.fits(old) ? (old as KeptCanaries).planted.filter(({ environment }) => environment !== one.environment) : [];
    return { planted: [...others, one].slice(-100) };
  });
}

interface Planting {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly content?: { readonly type: string; readonly bytes: Uint8Array };
}

const headersOf = ({ requestId, values }: PlantedValues): Record<string, string> => ({
  authorization: `Bearer ${values.bearer}`,
  cookie: `session=${values.cookie}`,
  'x-request-id': requestId,
  // W3C Trace Context: version, trace, parent, sampled.
  traceparent: `00-${requestId.replaceAll('-', '')}-${requestId.slice(-12)}0001-01`,
});
/** Where servers, hosts and edges tell the id that they gave a request. */
const ID_HEADERS = /^(?:x-)?(?:request|correlation|trace|amzn-request|vercel|railway-request|render-request)-id$|^fly-request-id$|^cf-ray$/;
const IS_ID = /^[\w:.=@+-]{8,120}$/;

interface Sent extends PlantSending {
  readonly ids: readonly string[];
}
const told = ({ url, method, status, why }: Sent): PlantSending => ({ url, method, status, ...(why !== undefined && { why }) });

/** A page that does not exist: the request fails, and the way to it shows the marker, the token of a link, and a key. */
function failing(origin: string, planted: PlantedValues): Planting {
  const { marker, values } = planted;
  const query = new URLSearchParams({ token: values['reset-token'], email: values.email });
  return { url: `${origin}/${marker}?${query.toString()}`, method: 'GET', headers: { ...headersOf(planted), 'x-api-key': values['api-key'] } };
}

/** What the config says is harmless to send to an endpoint, with the planted values in it. */
function filled(endpoint: AppEndpoint, planted: PlantedValues): Planting {
  const { values } = planted;
  const isForm = endpoint.body?.type === 'application/x-www-form-urlencoded';
  const escape = (text: string): string => (isForm ? encodeURIComponent(text) : JSON.stringify(text).slice(1, -1));
  const fill = (text: string): string =>
    text
      .replaceAll('{message}', () => escape(`${values.prompt} ${values.phone} ${values.card}`))
      .replaceAll('{address}', () => escape(values.email))
      .replaceAll('{token}', () => escape(values.password));
  const body = endpoint.body && { type: endpoint.body.type, bytes: new TextEncoder().encode(fill(endpoint.body.text)) };
  const headers = { accept: 'application/json, */*', ...endpoint.headers, ...headersOf(planted) };
  return endpoint.method === 'GET' || !body ? { url: endpoint.url, method: 'GET', headers } : { url: endpoint.url, method: 'POST', headers, content: body };
}

async function sendOne(io: Io, { url, ...question }: Planting, signal: AbortSignal, onSend?: (says: string) => void): Promise<Sent> {
  const { origin, pathname, hostname } = new URL(url);
  const about = { url: `${origin}${pathname}`, method: question.method };
  onSend?.(`${about.method} ${about.url}`);
  try {
    const { status, headers } = await get(
      io,
      { url, ...question, mostBytes: 2000, timeoutMs: 15_000, ...(hostname === 'localhost' && { address: '127.0.0.1' }) },
      signal,
    );
    return { ...about, status, ids: headers.flatMap(({ name, value }) => (ID_HEADERS.test(name) && IS_ID.test(value) ? [value] : [])) };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || signal.aborted) throw error;
    return { ...about, status: null, why: error.message, ids: [] };
  }
}
