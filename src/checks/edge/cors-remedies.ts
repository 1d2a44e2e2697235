import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

/** Lets in exactly these origins, with `Vary: Origin`, where the stack sets it. */
export function corsRemedy(stack: Stack, origins: readonly string[]): Remedy {
  const list = `[${origins.map((origin) => `'${origin}'`).join(', ')}]`;
  const elsewhere = [
    "Supabase functions: replace 'Access-Control-Allow-Origin': '*' in _shared/cors.ts by the caller's origin when it is in the list, and add Vary: Origin.",
  ];
  const steps = [
    'Compare whole origins with a list: no startsWith, includes, endsWith or pattern, no "null", and never the Origin header sent back as it came.',
    'Set it in one place only: two layers that both answer give two headers, which browsers refuse.',
    'CORS does not keep programs out: an AI or private route still needs its own login and rate limit.',
  ];
  const plugin = (text: string, where: string) => ({ language: 'ts', text, where }) as const;
  const express = plugin(
    `import cors from 'cors';\napp.use(cors({ origin: ${list}, credentials: true }));`,
    'before the routes, in place of the cors() there is (npm i cors)',
  );
  const hono = plugin(
    `import { cors } from 'hono/cors';\napp.use('*', cors({ origin: ${list}, credentials: true }));`,
    'before the routes, in place of the cors() there is',
  );
  const fastify = plugin(
    `import cors from '@fastify/cors';\nawait app.register(cors, { origin: ${list}, credentials: true, methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] });`,
    'before the routes, in place of the cors there is (npm i @fastify/cors)',
  );
  const next = {
    language: 'ts',
    text: [
      `const ALLOWED = new Set(${list});`,
      'export function cors(request: Request, headers = new Headers()) {',
      "  const origin = request.headers.get('origin') ?? '';",
      "  headers.append('Vary', 'Origin');",
      '  if (ALLOWED.has(origin)) {',
      "    headers.set('Access-Control-Allow-Origin', origin);",
      "    headers.set('Access-Control-Allow-Credentials', 'true');",
      "    headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');",
      "    headers.set('Access-Control-Allow-Headers', 'content-type, authorization');",
      '  }',
      '  return headers;',
      '}',
      'export const OPTIONS = (request: Request) => new Response(null, { status: 204, headers: cors(request) });',
    ].join('\n'),
    where: 'the route handler (app/api/…/route.ts); give cors(request) to every Response of it',
  } as const;
  const nginx = {
    language: 'nginx',
    text: [
      'map $http_origin $cors_origin {',
      '  default "";',
      ...origins.map((origin) => `  ${origin} $http_origin;`),
      '}',
      '# in the location of the API:',
      'add_header Access-Control-Allow-Origin $cors_origin always;',
      'add_header Access-Control-Allow-Credentials true always;',
      'add_header Vary Origin always;',
    ].join('\n'),
    where: 'nginx: the map in the http block, the rest in the location of the API; the application must not set the same headers',
  } as const;
  return forStack(stack, {
    express: { steps, snippet: express },
    hono: { steps, snippet: hono },
    fastify: { steps, snippet: fastify },
    next: { steps, snippet: next },
    vercel: { steps: [...steps, 'headers in vercel.json cannot tell origins apart: set them in the route.'], snippet: next },
    nginx: { steps, snippet: nginx },
    otherwise: {
      steps: [...steps, 'The text below is for Express; Hono and Fastify have the same as hono/cors and @fastify/cors.', ...elsewhere],
      snippet: express,
    },
  });
}

/** Only the missing line. */
export function varyRemedy(stack: Stack): Remedy {
  const steps = [
    'Say "Vary: Origin" on every answer of the route, also on those without an Origin. Answers that no cache may keep: "Cache-Control: private, no-store" does as well.',
  ];
  const cloudflare = 'Cloudflare does not keep answers apart by Vary: Origin: let it bypass the cache for /api/*.';
  return forStack(stack, {
    nginx: { steps, snippet: { language: 'nginx', text: 'add_header Vary Origin always;', where: 'the location of the API' } },
    cloudflare: { steps: [...steps, cloudflare], snippet: { language: 'ts', text: "res.vary('Origin');", where: 'Express: before the answer is sent' } },
    otherwise: {
      steps,
      snippet: { language: 'ts', text: "res.vary('Origin');", where: 'Express: before the answer is sent; elsewhere: append the header Vary' },
    },
  });
}
