import type { IncomingMessage } from 'node:http';
import type { WebApp } from '../site.ts';

export interface Limits {
  /** Requests served to one client. */
  readonly most: number;
  /** Who a client is; default: who is connected. */
  readonly by?: (request: IncomingMessage) => string;
  readonly status?: number;
  readonly retryAfter?: boolean;
}

/** Refuses a client after its first requests, for ever. Questions of browsers before a request do not count. */
export function limiting(app: WebApp, { most, by = (request) => request.socket.remoteAddress ?? '', status = 429, retryAfter = true }: Limits): WebApp {
  const spent = new Map<string, number>();
  return (request, response) => {
    if (request.method !== 'POST') return app(request, response);
    const client = by(request);
    const count = (spent.get(client) ?? 0) + 1;
    spent.set(client, count);
    if (count <= most) return app(request, response);
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': '60' }) }).end('{"error":"slow down"}');
  };
}

/** Answers every POST like this, and everything else with 405. `cookie`: gives each visitor without one a session. */
export function posted(
  status: number,
  { cookie = false, headers = {} }: { readonly cookie?: boolean; readonly headers?: Readonly<Record<string, string>> } = {},
): WebApp {
  let visitors = 0;
  return (request, response) => {
    request.resume();
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
    const session = cookie && request.headers.cookie === undefined ? { 'set-cookie': `sid=${++visitors}; Path=/; HttpOnly; Secure; SameSite=Lax` } : {};
    response.writeHead(status, { 'content-type': 'application/json', ...headers, ...session }).end('{"ok":true}');
  };
}
