import type { Remedy } from '../../model/fix.ts';
import { FORGETS, forwardingWithout } from './nginx-forwarding.ts';
import { forStack, type Stack } from './stack.ts';

const AFTER = 'Empty the cache at the edge afterwards: what it has kept so far is handed out until then.';

/** Keeps what is made for one visitor out of every shared cache. */
export function privateRemedy(stack: Stack, path: string): Remedy {
  const steps = [
    'Say on every answer that depends on who asks, or that sets a cookie: "Cache-Control: private, no-store".',
    'Remove rules that keep such paths whatever the answer says ("Cache Everything", an Edge TTL, proxy_ignore_headers).',
    AFTER,
  ];
  return forStack(stack, {
    cloudflare: {
      steps: [...steps, 'Cloudflare → Caching → Cache Rules: "Bypass cache" for the expression below, above every rule that keeps.'],
      snippet: {
        language: 'text',
        text: `starts_with(http.request.uri.path, "${path}") or http.cookie contains "session" or starts_with(http.request.uri.path, "/api/")`,
        where: 'the expression of the cache rule; put the name of your own session cookie in',
      },
    },
    nginx: {
      steps,
      snippet: {
        language: 'nginx',
        text: '# remove: proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;\nproxy_cache_bypass $http_cookie $http_authorization;\nproxy_no_cache $http_cookie $http_authorization $upstream_http_set_cookie;',
        where: 'the location with proxy_cache',
      },
    },
    next: {
      steps: [...steps, 'A page that reads the session must not be prerendered; middleware that refreshes a session must say so on every answer it touches.'],
      snippet: {
        language: 'ts',
        text: [
          "import { NextResponse } from 'next/server';",
          'export function proxy(request) {',
          '  const response = NextResponse.next();',
          '  // what sets your cookies stays here',
          "  response.headers.set('Cache-Control', 'private, no-store');",
          '  return response;',
          '}',
          '// Files of the build stay what every cache may keep.',
          "export const config = { matcher: '/((?!_next/static|_next/image|favicon.ico).*)' };",
        ].join('\n'),
        where: 'proxy.ts beside next.config (middleware.ts and the name "middleware" up to Next.js 15); in the page: export const dynamic = "force-dynamic"',
      },
    },
    vercel: {
      steps,
      snippet: {
        language: 'ts',
        text: "response.headers.set('Cache-Control', 'private, no-store');",
        where: 'the route or middleware; remove s-maxage and CDN-Cache-Control there',
      },
    },
    otherwise: {
      steps,
      snippet: {
        language: 'ts',
        text: "app.use(['/api', '/account'], (req, res, next) => (res.set('Cache-Control', 'private, no-store'), next()));",
        where: 'Express, before the routes; elsewhere the same header',
      },
    },
  });
}

/** An address that looks like a file must not serve a page. */
export function deceptionRemedy(stack: Stack): Remedy {
  const steps = [
    'Answer 404 to everything that is not exactly a route: no prefix match, no catch-all that serves a page with 200.',
    'Cache by content type and by folder of the build (/assets/, /_next/static/), never by the ending of the address, and never against what the answer says.',
    AFTER,
  ];
  return forStack(stack, {
    cloudflare: { steps: [...steps, 'Cloudflare → Caching → Cache Rules: "Cache Deception Armor" on for the rule that keeps files.'] },
    nginx: {
      steps,
      snippet: {
        language: 'nginx',
        text: 'location /assets/ {\n  proxy_pass http://app;\n  proxy_cache files;\n}\n# and no proxy_cache in: location ~* \\.(css|js|png)$',
        where: 'the server block',
      },
    },
    otherwise: { steps },
  });
}

/** What a header decides must be in the key of the cache, or decide nothing. */
export function headerRemedy(stack: Stack, header: string): Remedy {
  const steps = [
    `Take no host, scheme or path from ${header}: build addresses from the configured origin (an environment variable), or believe it from your own proxy only.`,
    `Let the proxy remove or overwrite ${header} before the application sees it.`,
    AFTER,
  ];
  const express = {
    language: 'ts',
    text: "app.set('trust proxy', 'loopback, uniquelocal');\nconst ORIGIN = process.env.PUBLIC_ORIGIN;",
    where: 'Express; use ORIGIN for every absolute address',
  } as const;
  return forStack(stack, {
    nginx: {
      steps: [...steps, FORGETS],
      snippet: { language: 'nginx', text: forwardingWithout(header), where: 'the location of the application' },
    },
    otherwise: { steps, snippet: express },
  });
}

/** Keeps the inner format of a framework apart from its pages. */
export function payloadRemedy(): Remedy {
  return {
    steps: [
      'Keep the inner format out of the edge cache, or put the header RSC and the parameter _rsc into the key of the cache.',
      'Cloudflare does not keep answers apart by Vary: a rule that keeps pages must bypass requests with the header RSC.',
      AFTER,
    ],
    snippet: {
      language: 'ts',
      text: "async headers() {\n  return [{ source: '/:path*', has: [{ type: 'header', key: 'rsc' }], headers: [{ key: 'CDN-Cache-Control', value: 'no-store' }] }];\n}",
      where: 'next.config, in the exported object',
    },
  };
}
