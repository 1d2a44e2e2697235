/* Mistakes 13 and 15, and every text of ours for Next.js: on `next start`, with the mistakes first, then with our texts where they say. */
import type { EndpointKind } from '../../../src/model/intent.ts';
import { declaring, siteBut } from '../../faults/change.ts';
import { changeHost, keepsPosts } from '../../faults/web.ts';
import { type NextApp, startNext } from '../next.ts';
import { APP, appAt, appBehind, ours } from './hosts.ts';
import type { Play, Texts } from './play.ts';
import { FIREWALL, GOOD_HEADERS, startNginx } from './servers.ts';
import { onHttps, toHttps } from './sites.ts';

const endpoint = (is: EndpointKind, path: string, method: 'GET' | 'POST' = 'POST') => ({ url: `https://${APP}${path}`, is, method, headers: {} });

/** What our texts mark as the end of what stands outside of a function. */
const split = (text: string, mark: RegExp): readonly [string, string] => {
  const [outside = '', inside = ''] = text.split(mark);
  return [outside, inside];
};
/** Types are for the reader: the application of the range is JavaScript. */
const untyped = (text: string): string => text.replace(/<string, \{ n: number; until: number \}>|: Request\b|: number\b/g, '');

const chat = (texts: Texts | undefined): string => {
  const [outside, inside] = texts ? split(untyped(texts.of('edge/rate-limit:unlimited-chat')), /\/\/ first thing in POST.*\n/) : ['', ''];
  return `export const dynamic = 'force-dynamic';
${outside}
export function POST(request) {
  ${inside}
  const bytes = new TextEncoder();
  const stream = new ReadableStream({ async start(out) {
    for (let n = 1; n <= 14; n++) { out.enqueue(bytes.encode('data: {"text":"number ' + n + '"}\\n\\n')); await new Promise((done) => setTimeout(done, 80)); }
    out.enqueue(bytes.encode('data: [DONE]\\n\\n')); out.close();
  } });
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } });
}`;
};
const REFLECTS = `(request, headers = new Headers()) => {
  headers.set('access-control-allow-origin', request.headers.get('origin') ?? '');
  headers.set('access-control-allow-credentials', 'true');
  return headers;
}`;
const orders = (texts: Texts | undefined): string => `export const dynamic = 'force-dynamic';
${texts ? untyped(texts.of('edge/cors:any-site-signed-in')) : `const cors = ${REFLECTS};`}
export const GET = (request) => Response.json({ orders: [] }, { headers: cors(request, new Headers({ 'cache-control': 'private, no-store' })) });`;

const SETS_COOKIE = `response.cookies.set('sid', crypto.randomUUID(), { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });`;
/** A proxy that gives every visitor a session, also on pages that are made at build time. */
const sessions = (texts: Texts | undefined): string =>
  texts
    ? texts.of('edge/shared-cache:cookie-kept').replace('const response = NextResponse.next();', `const response = NextResponse.next();\n${SETS_COOKIE}`)
    : `import { NextResponse } from 'next/server';\nexport function proxy() { const response = NextResponse.next(); ${SETS_COOKIE} return response; }`;

/** All members named headers() or redirects() of several texts as one, as their steps say. */
function merged(texts: readonly string[]): string {
  const lists = Map.groupBy(texts, (text) => /^async (\w+)/.exec(text)?.[1] ?? '');
  return [...lists]
    .map(([name, all]) => `async ${name}() { return [${all.map((text) => /return \[([\s\S]*)\];/.exec(text)?.[1] ?? '').join(',\n')}]; },`)
    .join('\n');
}
const POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
const GOOD = `async headers() {\n  return [{ source: '/(.*)', headers: ${JSON.stringify(
  GOOD_HEADERS.map(([key, value]) => ({ key, value: key === 'content-security-policy' ? POLICY : value })),
)} }];\n}`;
/** Next.js 16 sends requests for its inner format to an address of their own unless this is off; before 15.3 it did not. */
const AS_BEFORE = 'experimental: { validateRSCRequestHeaders: false },';
const ORDINARY: NextApp = { config: `${merged([GOOD])} ${AS_BEFORE}`, routes: {} };

/** What a first version lacks, all at once: headers, compression, exact origins, a limit, and a session that no cache may keep. */
export const firstVersion: Play = async (texts) => {
  const running = await startNext({
    // The text for compression is a step: take the line out.
    config: texts ? merged([texts.of('edge/hsts:missing'), texts.of('edge/security-headers:missing')]) : 'compress: false,',
    proxy: sessions(texts),
    routes: { '/api/chat': chat(texts), '/api/orders': orders(texts) },
  });
  const bare = changeHost('app', (host) => (typeof host.https === 'string' ? host : { ...host, https: { routes: host.https.routes } }));
  const asked = [ours(endpoint('chat', '/api/chat'), endpoint('api', '/api/orders', 'GET')), declaring({ approvedOrigins: [`https://${APP}`] })];
  return { ...appBehind(running, bare, ...asked, keepsPosts('app')), stop: running.stop };
};

/** One application under two names, and on plain HTTP as well. */
export const twoHostsInClear: Play = async (texts) => {
  const app = texts && {
    config: merged([GOOD, texts.of('domain/canonical-host:both-serve')]),
    proxy: texts.of('edge/https-forced:served-in-clear'),
  };
  const running = await startNext({ ...ORDINARY, ...app });
  const all = { routes: { '*': { proxy: `127.0.0.1:${running.port}` } } };
  const serves = (label: string) => changeHost(label, (host) => ({ ...host, https: all, http: all }));
  return { spec: siteBut(serves('@'), serves('www')), stop: running.stop };
};

/** A CDN that keeps pages by their address alone, and does what CDN-Cache-Control says. */
export const payloadKept: Play = async (texts) => {
  const repaired = texts && { config: `${merged([GOOD, texts.of('edge/cache-leaks:payload-as-page')])} ${AS_BEFORE}` };
  const running = await startNext({ ...ORDINARY, ...repaired });
  const keep = [
    'proxy_pass http://app;',
    'proxy_cache files;',
    'proxy_cache_key $uri$is_args$args;',
    'proxy_cache_valid 200 60s;',
    'proxy_ignore_headers Vary;',
    'proxy_no_cache $upstream_http_cdn_cache_control;',
    'add_header x-cache $upstream_cache_status;',
  ];
  const server = await startNginx([APP], (at) => [
    `upstream app { server 127.0.0.1:${running.port}; }`,
    toHttps(at, APP),
    onHttps(at, APP, `${FIREWALL} location / { ${keep.join(' ')} }`),
  ]);
  return { ...appAt(server.place, declaring({ owned: [APP] })), stop: async () => void (await Promise.all([server.stop(), running.stop()])) };
};
