import { createGzip, createBrotliCompress } from 'node:zlib';
import { sharedCache } from '../../src/formats/shared-cache.ts';
import type { WebApp } from '../site.ts';

/* Proxies as changes of an application: what a visitor gets when such a thing stands in between. */

/** Collects the whole answer before it sends any of it, as nginx does by default. */
export function buffering(app: WebApp): WebApp {
  return (request, response) => {
    const parts: Uint8Array[] = [];
    const end = response.end.bind(response);
    response.write = (part: unknown) => (parts.push(bytes(part)), true);
    response.end = (part?: unknown) => {
      if (typeof part === 'string' || part instanceof Uint8Array) parts.push(bytes(part));
      return end(Buffer.concat(parts));
    };
    response.flushHeaders = () => undefined;
    app(request, response);
  };
}

/** Packs every answer for clients that take it, and lets nothing out before its buffer is full. */
export function compressing(app: WebApp): WebApp {
  return (request, response) => {
    const accepted = /\b(br|gzip)\b/.exec(request.headers['accept-encoding'] ?? '')?.[1];
    if (accepted === undefined) return app(request, response);
    const packer = accepted === 'br' ? createBrotliCompress() : createGzip();
    const [write, end, writeHead] = [response.write.bind(response), response.end.bind(response), response.writeHead.bind(response)];
    response.writeHead = ((status: number, headers: Record<string, string>) => writeHead(status, { ...headers, 'content-encoding': accepted })) as never;
    packer.on('data', (part: Uint8Array) => void write(part));
    packer.on('end', () => void end());
    response.write = (part: unknown) => packer.write(bytes(part));
    response.end = (part?: unknown) => {
      packer.end(typeof part === 'string' || part instanceof Uint8Array ? part : undefined);
      return response;
    };
    app(request, response);
  };
}

export interface CacheRules {
  /** Whether an answer is kept: its address and headers. Default: what the rules allow and the application gives a time for. */
  readonly keeps?: (path: string, headers: Readonly<Record<string, unknown>>) => boolean;
  /** Says nothing of hit and miss. */
  readonly silent?: boolean;
}
interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, number | string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** A shared cache whose key is the address alone, as a CDN without rules of its own has it. */
export function caching(app: WebApp, { keeps = asked, silent = false }: CacheRules = {}): WebApp {
  const kept = new Map<string, Kept>();
  return (request, response) => {
    const key = request.url ?? '/';
    const found = request.method === 'GET' ? kept.get(key) : undefined;
    const mark = (how: string): void => void (silent || response.setHeader('x-cache', how));
    if (found) {
      for (const [name, value] of Object.entries(found.headers)) if (value !== undefined) response.setHeader(name, value);
      mark('HIT');
      return void response.writeHead(found.status).end(found.body);
    }
    const parts: Uint8Array[] = [];
    const [write, end, writeHead] = [response.write.bind(response), response.end.bind(response), response.writeHead.bind(response)];
    response.writeHead = ((status: number, headers: Record<string, string> = {}) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      mark('MISS');
      return writeHead(status);
    }) as never;
    response.write = (part: unknown) => (parts.push(bytes(part)), write(part));
    response.end = (part?: unknown) => {
      if (typeof part === 'string' || part instanceof Uint8Array) parts.push(bytes(part));
      const headers = response.getHeaders();
      if (request.method === 'GET' && response.statusCode < 400 && keeps(key, headers))
        kept.set(key, { status: response.statusCode, headers, body: Buffer.concat(parts) });
      return end(part);
    };
    app(request, response);
  };
}

function asked(_: string, headers: Readonly<Record<string, unknown>>): boolean {
  const lines = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []));
  return sharedCache({ method: 'GET', authorized: false }, { status: 200, headers: lines }).freshSeconds > 0;
}

function bytes(part: unknown): Uint8Array {
  return part instanceof Uint8Array ? part : Buffer.from(String(part));
}

/** A bot check before the application for everybody whose user agent fits. */
export function challenging(app: WebApp, agents: RegExp): WebApp {
  return (request, response) => {
    if (!agents.test(request.headers['user-agent'] ?? '')) return app(request, response);
    request.resume();
    response
      .writeHead(403, { 'content-type': 'text/html; charset=UTF-8', 'cf-mitigated': 'challenge', server: 'cloudflare' })
      .end('<!DOCTYPE html><title>Just a moment...</title>');
  };
}

/** A rule that turns these user agents away with a page of its own. */
export function turningAway(app: WebApp, agents: RegExp): WebApp {
  return (request, response) => {
    if (!agents.test(request.headers['user-agent'] ?? '')) return app(request, response);
    request.resume();
    response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>');
  };
}
