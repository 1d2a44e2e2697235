import { createGzip, createBrotliCompress } from 'node:zlib';
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

function bytes(part: unknown): Uint8Array {
  return part instanceof Uint8Array ? part : Buffer.from(String(part));
}
