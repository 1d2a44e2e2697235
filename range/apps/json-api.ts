import type { WebApp } from '../site.ts';

/** What a JSON API says about other origins, and about keeping its answers. */
export interface JsonApi {
  /** The origin to allow: that of the request, `*`, or nothing. */
  readonly allows?: (origin: string) => string | undefined;
  readonly credentials?: boolean;
  readonly vary?: boolean;
  readonly cacheControl?: string;
  /** Headers that a page may send; default: content-type and authorization. */
  readonly allowedHeaders?: string;
  /** Answers an origin it does not know with an error, as a callback that throws does. */
  readonly throws?: boolean;
}

/** An API that answers everything with a bit of JSON. */
export function jsonApi({ allows = () => undefined, credentials = true, vary = true, ...more }: JsonApi = {}): WebApp {
  return (request, response) => {
    const origin = request.headers.origin ?? '';
    const allowed = allows(origin);
    if (vary) response.setHeader('vary', 'Origin');
    response.setHeader('cache-control', more.cacheControl ?? 'private, no-store');
    if (allowed !== undefined) {
      response.setHeader('access-control-allow-origin', allowed);
      if (credentials) response.setHeader('access-control-allow-credentials', 'true');
    } else if (more.throws && origin !== '') return void response.writeHead(500, { 'content-type': 'text/html' }).end('Error: Not allowed by CORS');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
      response.setHeader('access-control-allow-headers', more.allowedHeaders ?? 'content-type, authorization');
      return void response.writeHead(204).end();
    }
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"orders":[]}');
  };
}
