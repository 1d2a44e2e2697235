import type { RateLimitedRoute } from '../../evidence/edge/rate-limit.ts';
import type { Remedy } from '../../model/fix.ts';
import { FORGETS, forwarding } from './nginx-forwarding.ts';
import { forStack, type Stack } from './stack.ts';

const PER_MINUTE = { login: 10, chat: 20, form: 10, webhook: 120, api: 120 } as const;
/** What follows it goes into the function. */
const FIRST_IN_POST = '// first thing in POST(request):';
const TRUST =
  'Behind a proxy the limiter must see the visitor: trust only the proxies you know (Express: app.set("trust proxy", "loopback, uniquelocal") plus the ranges of your edge), never any X-Forwarded-For.';

/** A limit per client for one route. */
export function limitRemedy(stack: Stack, { url, is }: Pick<RateLimitedRoute, 'url' | 'is'>): Remedy {
  const path = URL.parse(url)?.pathname ?? '/';
  const most = PER_MINUTE[is];
  const express = {
    language: 'ts',
    text: `import { rateLimit } from 'express-rate-limit';\napp.use('${path}', rateLimit({ windowMs: 60_000, limit: ${most}, standardHeaders: 'draft-8', legacyHeaders: false }));`,
    where: 'before the route (npm i express-rate-limit); with several instances give it a shared store (Redis)',
  } as const;
  const steps = [
    `Refuse more than about ${most} requests a minute from one client with 429 and Retry-After.`,
    ...(is === 'login' ? ['Count by account as well: attackers have many addresses.'] : []),
    ...(is === 'chat' ? ['Set a monthly spending limit at the AI provider too: it is the only thing that holds when all else fails.'] : []),
    TRUST,
  ];
  return forStack(stack, {
    cloudflare: {
      steps: [...steps, 'Cloudflare → Security → WAF → Rate limiting rules → Create. The Free plan has one rule with a window of 10 s.'],
      snippet: {
        language: 'json',
        text: JSON.stringify(
          {
            action: 'block',
            expression: `http.request.uri.path eq "${path}"`,
            ratelimit: { characteristics: ['cf.colo.id', 'ip.src'], period: 10, requests_per_period: 5, mitigation_timeout: 10 },
          },
          null,
          2,
        ),
        where: 'the phase http_ratelimit of the zone (API), or the same in the form',
      },
    },
    nginx: {
      steps,
      snippet: {
        language: 'nginx',
        text: `limit_req_zone $binary_remote_addr zone=${is}:10m rate=${most}r/m;\nlimit_req_status 429;\n# in the server:\nlocation ${path} {\n  limit_req zone=${is} burst=5 nodelay;\n  proxy_pass http://app;\n}\nerror_page 429 = @slow;\nlocation @slow {\n  add_header Retry-After 60 always;\n  return 429;\n}`,
        where: 'nginx: the zone in the http block; behind an edge also set_real_ip_from (its ranges) and real_ip_header',
      },
    },
    vercel: {
      steps: [...steps, `Vercel → Firewall → Rules → New: request path equals ${path}, then "Rate limit", ${most} per 60 s, key: IP address.`],
    },
    next: {
      steps: [...steps, 'In memory each instance counts for itself; with more than one count in a store that all share (Redis).'],
      snippet: {
        language: 'ts',
        text: [
          'const seen = new Map<string, { n: number; until: number }>();',
          '/** Seconds to wait, 0 to go on. The last address is the one that your own proxy wrote. */',
          'function wait(request: Request): number {',
          '  const now = Date.now();',
          "  const client = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';",
          '  if (seen.size > 10_000) seen.clear();',
          '  const one = seen.get(client);',
          '  if (one && one.until > now) return ++one.n > MOST ? Math.ceil((one.until - now) / 1000) : 0;',
          '  seen.set(client, { n: 1, until: now + 60_000 });',
          '  return 0;',
          '}',
          FIRST_IN_POST,
          'const seconds = wait(request);',
          "if (seconds > 0) return new Response('Too many requests', { status: 429, headers: { 'Retry-After': String(seconds) } });",
        ]
          .join('\n')
          .replace('MOST', String(most)),
        where: `the route handler of ${path}`,
      },
    },
    hono: {
      steps,
      snippet: {
        language: 'ts',
        text: [
          "import { rateLimiter } from 'hono-rate-limiter';",
          '// The last address is the one that your own proxy wrote.',
          "const client = (c) => c.req.header('x-forwarded-for')?.split(',').at(-1).trim() ?? '';",
          `app.use('${path}', rateLimiter({ windowMs: 60_000, limit: ${most}, keyGenerator: client }));`,
        ].join('\n'),
        where: 'before the route (npm i hono-rate-limiter); with several instances give it a shared store',
      },
    },
    fastify: {
      steps,
      snippet: {
        language: 'ts',
        text: [
          "import rateLimit from '@fastify/rate-limit';",
          '// Everything but this path goes free.',
          `await app.register(rateLimit, { max: ${most}, timeWindow: '1 minute', allowList: (request) => request.url.split('?')[0] !== '${path}' });`,
        ].join('\n'),
        where: 'before the route (npm i @fastify/rate-limit); with several instances give it a shared store (redis)',
      },
    },
    otherwise: {
      steps: [
        ...steps,
        'The text below is for Express. Hono has hono-rate-limiter, Fastify @fastify/rate-limit; in Supabase functions count in a table by address and minute.',
      ],
      snippet: express,
    },
  });
}

/** Counts visitors by an address that they cannot make up. */
export function clientRemedy(stack: Stack, header: string): Remedy {
  return forStack(stack, {
    nginx: {
      steps: ['Let nginx overwrite what the visitor sends, and let the application believe nginx only.', FORGETS, TRUST],
      snippet: {
        language: 'nginx',
        text: forwarding({
          'X-Forwarded-For': '$remote_addr',
          'X-Real-IP': '$remote_addr',
          Forwarded: '""',
          'CF-Connecting-IP': '""',
          'True-Client-IP': '""',
        }),
        where: 'the location of the application; behind an edge set_real_ip_from and real_ip_header first',
      },
    },
    otherwise: {
      steps: [
        `The limiter believes the header ${header} from anybody. Count by the address of the connection, or by the last entry that your own proxy wrote.`,
        TRUST,
      ],
      snippet: { language: 'ts', text: "app.set('trust proxy', 'loopback, uniquelocal'); // then count by req.ip", where: 'Express, before any middleware' },
    },
  });
}
