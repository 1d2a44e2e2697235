import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CLOUDFLARE_PHASES, CLOUDFLARE_SETTINGS } from '../src/data/cloudflare-reads.ts';
import { written } from './cloudflare-writes.ts';

/*
 * Cloudflare's API as its published schema has it, for what the product reads: paths, bearer token, query parameters with their bounds, envelope, paging and
 * errors. Read on 2026-11-25: envelope and messages in cloudflare/api-schemas common.yaml (2026-08-14), zones list bounds (per_page 5 to 50) and entry points
 * in its openapi.yaml (2023-08-04, the last one stored), shapes of every resource in cloudflare/cloudflare-typescript src/resources (2026-08-18), 429 and
 * retry-after in the API's page on limits. The error codes 10003 (no entry point), 9109 and 10000 (no permission) are those that users report.
 */

type Json = Readonly<Record<string, unknown>>;
/** One zone, in the API's own shapes. */
export interface CloudflareZone {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly paused?: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly records: readonly Json[];
  readonly dnssec: Json;
  readonly universal: boolean;
  readonly packs: readonly Json[];
  /** By phase; a phase that is missing has no entry point. */
  readonly rules: Readonly<Record<string, readonly Json[]>>;
  readonly bots: Json;
  readonly pageRules: readonly Json[];
  readonly originPulls: boolean;
}
export interface CloudflareAccount {
  readonly zones: readonly CloudflareZone[];
  /** Permissions that the token lacks. */
  readonly lacks?: readonly string[];
  /** What a path (its end) answers at first, before it is well again: `times` is how often. */
  readonly faults?: readonly {
    readonly path: string;
    readonly status: number;
    readonly times: number;
    readonly retryAfterS?: number;
    readonly body?: string;
  }[];
  /** How many items a page has at most, whatever is asked for. */
  readonly mostPerPage?: number;
}
export interface RunningCloudflare {
  /** loopback `address:port`, plain HTTP */
  readonly at: string;
  readonly requests: () => readonly string[];
  /** As it is now, after what was written. */
  readonly account: () => CloudflareAccount;
  readonly stop: () => Promise<void>;
}

/** Name of the variable with the token, and the token that the API knows. */
export const CLOUDFLARE_TOKEN_ENV = 'CLOUDFLARE_READ_TOKEN';
export const CLOUDFLARE_TOKEN = ['the', 'token', 'of', 'the', 'range'].join('-');
/** The other token, which may edit the zone. */
export const CLOUDFLARE_EDIT_TOKEN = ['the', 'editing', 'token', 'of', 'the', 'range'].join('-');
const PREFIX = '/client/v4';

export async function startCloudflare(first: CloudflareAccount): Promise<RunningCloudflare> {
  const requests: string[] = [];
  let account = first;
  const left = new Map((account.faults ?? []).map((fault) => [fault, fault.times]));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
    requests.push(`${request.method} ${pathname}${searchParams.size > 0 ? `?${searchParams.toString()}` : ''}`);
    const fault = (account.faults ?? []).find((one) => pathname.endsWith(one.path) && (left.get(one) ?? 0) > 0);
    if (fault) {
      left.set(fault, (left.get(fault) ?? 0) - 1);
      const headers = { 'content-type': 'application/json', ...(fault.retryAfterS !== undefined && { 'retry-after': String(fault.retryAfterS) }) };
      const body = fault.body ?? JSON.stringify(failure(971, 'Please wait and consider throttling your request speed'));
      return void response.writeHead(fault.status, headers).end(body);
    }
    if (request.method === 'GET') return answer(response, () => read(account, request, pathname, searchParams));
    void json(request)
      .catch(() => undefined)
      .then((body) =>
        answer(response, () => {
          const { next, result } = write(account, request, pathname, body);
          account = next;
          return { result };
        }),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    at: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => [...requests],
    account: () => account,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const failure = (code: number, message: string): Json => ({ success: false, errors: [{ code, message }], messages: [], result: null });

class Refused extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function answer(response: ServerResponse, how: () => Json): void {
  const send = (status: number, body: Json): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    send(200, { success: true, errors: [], messages: [], ...how() });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    send(error.status, failure(error.code, error.message));
  }
}

function read(account: CloudflareAccount, request: IncomingMessage, path: string, query: URLSearchParams): Json {
  const token = authenticated(request.headers.authorization, path);
  if (token !== CLOUDFLARE_TOKEN) throw new Refused(403, 9109, 'Unauthorized to access requested resource');
  return route(account, path.slice(PREFIX.length), query);
}

/** A call that changes a zone, by whoever may edit it. */
function write(
  account: CloudflareAccount,
  request: IncomingMessage,
  path: string,
  body: unknown,
): { readonly next: CloudflareAccount; readonly result: unknown } {
  const [, id = '', rest = ''] = /^\/client\/v4\/zones\/([0-9a-f]{32})(\/.*)$/.exec(path) ?? [];
  if (authenticated(request.headers.authorization, path) !== CLOUDFLARE_EDIT_TOKEN) throw new Refused(403, 10_000, 'Authentication error');
  const zone = account.zones.find((one) => one.id === id);
  if (!zone) throw new Refused(403, 9109, 'Unauthorized to access requested resource');
  const done = written(zone, request.method ?? '', rest, body);
  if (typeof done === 'string') throw new Refused(400, 1004, done);
  return { next: { ...account, zones: account.zones.map((one) => (one === zone ? done.zone : one)) }, result: done.result };
}

function authenticated(header: string | undefined, path: string): string {
  if (!path.startsWith(`${PREFIX}/`)) throw new Refused(404, 7000, 'No route for that URI');
  if (header === undefined) throw new Refused(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  const token = /^Bearer ([\w-]+)$/.exec(header)?.[1];
  if (token === undefined) throw new Refused(400, 6003, 'Invalid request headers');
  if (token === CLOUDFLARE_TOKEN || token === CLOUDFLARE_EDIT_TOKEN) return token;
  throw path.endsWith('/user/tokens/verify') ? new Refused(401, 1000, 'Invalid API Token') : new Refused(403, 9109, 'Invalid access token');
}

function route(account: CloudflareAccount, path: string, query: URLSearchParams): Json {
  const may = (permission: string, code = 10_000): void => {
    if (account.lacks?.includes(permission)) throw new Refused(403, code, code === 9109 ? 'Unauthorized to access requested resource' : 'Authentication error');
  };
  if (path === '/user/tokens/verify') return { result: { id: 'f'.repeat(32), status: 'active' } };
  if (path === '/zones') {
    may('Zone Read');
    allowed(query, ['name', 'status', 'page', 'per_page', 'order', 'direction', 'match', 'type']);
    const name = query.get('name');
    return paged(account.zones.filter((zone) => name === null || zone.name === name).map(zoneObject), query, [5, 50], account);
  }
  const [, id = '', rest = ''] = /^\/zones\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Refused(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);
  may('Zone Read', 9109);
  const zone = account.zones.find((one) => one.id === id);
  // A zone that the token does not include looks like one that is not there.
  if (!zone) throw new Refused(403, 9109, 'Unauthorized to access requested resource');
  return rest === '' ? { result: zoneObject(zone) } : below(zone, rest, query, may, account);
}

function below(zone: CloudflareZone, rest: string, query: URLSearchParams, may: (permission: string, code?: number) => void, account: CloudflareAccount): Json {
  const setting = /^\/settings\/(\w+)$/.exec(rest)?.[1];
  if (setting !== undefined) {
    may('Zone Settings Read', 9109);
    allowed(query, []);
    if (!(CLOUDFLARE_SETTINGS as readonly string[]).includes(setting)) throw new Refused(400, 1006, 'Unrecognized zone setting name');
    const extra = setting === 'development_mode' && zone.settings[setting] === 'on' ? { time_remaining: 9000 } : {};
    return { result: { id: setting, value: zone.settings[setting], editable: true, modified_on: '2026-11-01T00:00:00.000000Z', ...extra } };
  }
  const phase = /^\/rulesets\/phases\/(\w+)\/entrypoint$/.exec(rest)?.[1];
  if (phase !== undefined) return entryPoint(zone, phase, may);
  switch (rest) {
    case '/dns_records':
      may('DNS Read');
      allowed(query, ['page', 'per_page', 'type', 'name', 'order', 'direction', 'match', 'proxied']);
      return paged(zone.records, query, [1, 100], account);
    case '/dnssec':
      may('DNS Read');
      return { result: zone.dnssec };
    case '/ssl/universal/settings':
      may('SSL and Certificates Read');
      return { result: { enabled: zone.universal } };
    case '/ssl/certificate_packs':
      may('SSL and Certificates Read');
      allowed(query, ['page', 'per_page', 'status', 'deploy']);
      return paged(query.get('status') === 'all' ? zone.packs : zone.packs.filter(({ status }) => status === 'active'), query, [5, 50], account);
    case '/origin_tls_client_auth/settings':
      may('SSL and Certificates Read');
      return { result: { enabled: zone.originPulls } };
    case '/bot_management':
      may('Bot Management Read');
      return { result: zone.bots };
    case '/pagerules':
      may('Page Rules Read');
      return { result: zone.pageRules };
    default:
      throw new Refused(404, 7003, `Could not route to /zones/${zone.id}${rest}, perhaps your object identifier is invalid?`);
  }
}

function entryPoint(zone: CloudflareZone, phase: string, may: (permission: string) => void): Json {
  const known = CLOUDFLARE_PHASES.find((one) => one.phase === phase);
  if (!known) throw new Refused(400, 20_120, `invalid phase ${phase}`);
  may(known.permission);
  const rules = zone.rules[phase];
  if (!rules) throw new Refused(404, 10_003, `could not find entrypoint ruleset in the ${phase} phase`);
  const stamped = rules.map((rule, at) => ({ id: String(at).padStart(32, '0'), version: '1', last_updated: '2026-11-01T00:00:00.000000Z', ...rule }));
  return { result: { id: 'e'.repeat(32), name: 'default', kind: 'zone', version: '1', phase, last_updated: '2026-11-01T00:00:00.000000Z', rules: stamped } };
}

function allowed(query: URLSearchParams, names: readonly string[]): void {
  const stranger = [...query.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined) throw new Refused(400, 1004, `unknown query parameter ${stranger}`);
}

function paged(items: readonly Json[], query: URLSearchParams, [least, most]: readonly [number, number], { mostPerPage }: CloudflareAccount): Json {
  const page = Number(query.get('page') ?? 1);
  const asked = Number(query.get('per_page') ?? 20);
  if (!Number.isInteger(page) || page < 1) throw new Refused(400, 6003, 'page must be at least 1');
  if (!Number.isInteger(asked) || asked < least || asked > most) throw new Refused(400, 6003, `per_page must be ${least} to ${most}`);
  const each = Math.min(asked, mostPerPage ?? asked);
  const result = items.slice((page - 1) * each, page * each);
  const info = { page, per_page: each, count: result.length, total_count: items.length, total_pages: Math.ceil(items.length / each) };
  return { result, result_info: info };
}

function zoneObject({ id, name, plan, paused = false, settings }: CloudflareZone): Json {
  return {
    id,
    name,
    status: 'active',
    paused,
    type: 'full',
    development_mode: settings['development_mode'] === 'on' ? 9000 : 0,
    name_servers: ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'],
    original_name_servers: null,
    account: { id: 'a'.repeat(32), name: 'Range' },
    owner: { id: null, type: 'user' },
    plan: { id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee', name: plan },
    meta: { page_rule_quota: 3 },
    created_on: '2026-01-01T00:00:00.000000Z',
    modified_on: '2026-01-01T00:00:00.000000Z',
    activated_on: '2026-01-01T00:00:00.000000Z',
  };
}
