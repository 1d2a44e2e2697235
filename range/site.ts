import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { constants, gzipSync } from 'node:zlib';

/** What a site answers to one path. */
export type SiteAnswer =
  | { readonly status: number; readonly headers?: readonly (readonly [string, string])[]; readonly body?: string | Uint8Array }
  | {
      /** origin to go to, e.g. `https://acme.example`; a whole address when nothing is kept */
      readonly redirect: string;
      readonly status?: 301 | 302 | 303 | 307 | 308;
      /** what of the requested address is kept; default path and query */
      readonly keep?: 'path-and-query' | 'path' | 'nothing';
    }
  /** loopback `address:port` of a plain HTTP application behind this host */
  | { readonly proxy: string }
  /** an application in this process, see `apps/` */
  | { readonly app: WebApp }
  | { readonly fault: SiteFault };
export type WebApp = (request: IncomingMessage, response: ServerResponse) => void;
export type SiteFault =
  /** takes the request and never answers */
  | 'never'
  /** closes without an answer */
  | 'closes'
  /** HTML without end */
  | 'endless-body'
  /** 50 kB that unpack to 50 MB */
  | 'gzip-bomb'
  /** ten megabytes of header lines */
  | 'huge-headers'
  /** begins an answer and then sends one byte of its header every tenth of a second, for ever */
  | 'slow-headers'
  /** the same with the letters of its page */
  | 'slow-body'
  /** header lines with control characters, a folded one, all ended by a bare line feed */
  | 'invalid-headers'
  /** two lengths at once */
  | 'two-lengths'
  /** HTML and a header with bytes that are no UTF-8 */
  | 'invalid-utf8'
  /** not HTTP at all */
  | 'garbage'
  /** the challenge page of an edge that takes us for a bot */
  | 'bot-challenge'
  | 'too-many-requests';

/** What one host serves on one scheme. */
export interface Site {
  /** by path; `*` for the rest (default: 404) */
  readonly routes: Readonly<Record<string, SiteAnswer>>;
  /** sent with every answer; a route's own header of the same name wins */
  readonly headers?: readonly (readonly [string, string])[];
  /** The edge in front lets everything through, attack patterns too; by default it stops the best known ones. */
  readonly noFirewall?: boolean;
}

/** What every basic rule set stops, in an address. */
const ATTACK = /(?:<|%3c)script|union(?:\s|\+|%20)+select|etc(?:\/|%2f)passwd/i;

/** Answers one request of a site. */
export function answer(site: Site, request: IncomingMessage, response: ServerResponse): void {
  if (!site.noFirewall && ATTACK.test(request.url ?? '')) return void response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Blocked</h1>');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const found = site.routes[path] ?? site.routes['*'] ?? NOT_FOUND;
  for (const [name, value] of site.headers ?? []) response.appendHeader(name, value);
  if ('fault' in found) return FAULTS[found.fault](response);
  if ('app' in found) return found.app(request, response);
  if ('proxy' in found) return proxied(found.proxy, request, response);
  if ('redirect' in found) {
    const query = (request.url ?? '').slice(path.length);
    const rest = { 'path-and-query': path + query, path, nothing: '' }[found.keep ?? 'path-and-query'];
    response.writeHead(found.status ?? 301, { location: found.redirect + rest, 'content-type': 'text/html' }).end('<h1>Moved</h1>');
    return;
  }
  const own = new Set((found.headers ?? []).map(([name]) => name.toLowerCase()));
  for (const name of own) response.removeHeader(name);
  for (const [name, value] of found.headers ?? []) response.appendHeader(name, value);
  response.writeHead(found.status).end(found.body ?? '');
}

const NOT_FOUND: SiteAnswer = {
  status: 404,
  headers: [['content-type', 'text/html; charset=utf-8']],
  body: '<!doctype html><title>Not found</title><h1>Not found</h1>',
};

const FAULTS: Readonly<Record<SiteFault, (response: ServerResponse) => void>> = {
  never: () => undefined,
  closes: (response) => void response.socket?.destroy(),
  'endless-body'(response) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    const block = '<p>more and more</p>'.repeat(800);
    const more = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', more);
    more();
  },
  'gzip-bomb'(response) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' }).end(bomb());
  },
  'huge-headers'(response) {
    const line = `x-filler: ${'a'.repeat(8000)}\r\n`.repeat(64);
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    let left = 20;
    const more = (): void => {
      while (left-- > 0 && response.socket && !response.socket.destroyed && response.socket.write(line));
      if (left < 0) response.socket?.end('\r\n');
    };
    response.socket?.on('drain', more);
    more();
  },
  'slow-headers': (response) => drip(response, 'HTTP/1.1 200 OK\r\nx-slow: '),
  'slow-body': (response) => drip(response, 'HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n<!doctype html><title>Acme</title>'),
  'invalid-headers': (response) =>
    raw(response, 'content-type: text/html\nx-note: a\u0000b\u0001c\n folded\n\n<!doctype html><title>Acme</title><h1>Acme</h1>'),
  'two-lengths': (response) => raw(response, 'content-length: 5\r\ncontent-length: 500\r\n\r\nhello'),
  'invalid-utf8'(response) {
    const body = Buffer.from([0x3c, 0x68, 0x31, 0x3e, 0xff, 0xfe, 0xc3, 0x28, 0x3c, 0x2f, 0x68, 0x31, 0x3e]);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-note': '\u00ff\u00fe' }).end(body);
  },
  garbage: (response) => void response.socket?.end('\u0000\u0001 this is not the web \r\n\r\n'),
  'bot-challenge'(response) {
    const headers = { 'content-type': 'text/html; charset=UTF-8', 'cf-mitigated': 'challenge', server: 'cloudflare' };
    response
      .writeHead(403, headers)
      .end('<!DOCTYPE html><title>Just a moment...</title><div id="challenge-error-text">Enable JavaScript and cookies to continue</div>');
  },
  'too-many-requests': (response) => void response.writeHead(429, { 'retry-after': '60', 'content-type': 'text/plain' }).end('Too many requests'),
};

const DRIP_MS = 100;
/** Sends a beginning, and then a letter at a time for ever. */
function drip({ socket }: ServerResponse, beginning: string): void {
  socket?.write(beginning);
  const timer = setInterval(() => socket?.write('a'), DRIP_MS);
  socket?.on('close', () => clearInterval(timer));
}

/** Sends what no library would: the lines of a header and what follows. */
function raw({ socket }: ServerResponse, lines: string): void {
  socket?.end(`HTTP/1.1 200 OK\r\n${lines}`, 'latin1');
}

let packed: Buffer | undefined;
function bomb(): Buffer {
  return (packed ??= gzipSync(Buffer.alloc(50_000_000, '<p>'), { level: constants.Z_BEST_SPEED }));
}

/** Hands a request to the application behind and its answer back, streaming both ways. */
function proxied(to: string, request: IncomingMessage, response: ServerResponse): void {
  const [host = '', port = ''] = to.split(':');
  const headers = { ...request.headers, 'x-forwarded-proto': 'encrypted' in request.socket ? 'https' : 'http', 'x-forwarded-for': '198.51.100.77' };
  const inner = forward({ host, port: Number(port), method: request.method ?? 'GET', path: request.url ?? '/', headers }, (reply) => {
    for (let at = 0; at + 1 < reply.rawHeaders.length; at += 2) {
      const [name = '', value = ''] = reply.rawHeaders.slice(at, at + 2);
      if (!/^(connection|keep-alive|transfer-encoding)$/i.test(name)) response.appendHeader(name, value);
    }
    response.writeHead(reply.statusCode ?? 502);
    reply.pipe(response);
  });
  inner.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end('Bad gateway')));
  response.on('close', () => inner.destroy());
  request.pipe(inner);
}
