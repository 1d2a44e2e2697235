import type { Remedy } from '../../model/fix.ts';
import { settingRemedy } from './cloudflare-remedies.ts';
import { FORGETS, forwarding } from './nginx-forwarding.ts';
import { forStack, type Stack } from './stack.ts';

type Snippet = NonNullable<Remedy['snippet']>;
const ts = (code: string, where: string): Snippet => ({ language: 'ts', text: code, where });
const FIRST = 'right after the app is made, before the routes';
const NEXT_FILE = 'proxy.ts beside next.config (middleware.ts and the name "middleware" up to Next.js 15)';
const IN_FRONT = 'Redirect in the proxy before the application if you can; otherwise first thing in the application.';

/** The application stands behind something that speaks HTTPS and says so in X-Forwarded-Proto. */
const TO_HTTPS = {
  express: "app.set('trust proxy', 1);\napp.use((req, res, next) => (req.secure ? next() : res.redirect(308, `https://${req.hostname}${req.originalUrl}`)));",
  hono: "app.use(async (c, next) => {\n  if (c.req.header('x-forwarded-proto') !== 'http') return next();\n  const url = new URL(c.req.url);\n  return c.redirect(`https://${url.hostname}${url.pathname}${url.search}`, 308);\n});",
  fastify:
    "// Needs: Fastify({ trustProxy: true })\napp.addHook('onRequest', async (request, reply) => {\n  if (request.protocol === 'http') return reply.redirect(`https://${request.hostname.replace(/:\\d+$/, '')}${request.url}`, 308);\n});",
  next: "export function proxy(request) {\n  if (request.headers.get('x-forwarded-proto') !== 'http') return;\n  const { pathname, search } = new URL(request.url); // its host is the one inside\n  const host = request.headers.get('host')?.replace(/:\\d+$/, '');\n  return Response.redirect(`https://${host}${pathname}${search}`, 308);\n}",
} as const;

/** Sends everything on plain HTTP to HTTPS on the same host, path and query kept, for good. */
export function forceHttpsRemedy(stack: Stack, host: string, zoneId = '$ZONE_ID'): Remedy {
  return forStack(stack, {
    vercel: { steps: ['Vercel redirects to HTTPS by itself: check in Settings → Domains that the host is attached to this project and "Valid".'] },
    netlify: { steps: ['Netlify → Domain management → HTTPS → Force HTTPS.'] },
    cloudflare: settingRemedy(
      [
        'Cloudflare → SSL/TLS → Edge Certificates → Always Use HTTPS: on.',
        'Cloudflare → SSL/TLS → Overview: encryption mode "Full (strict)", never "Flexible".',
      ],
      zoneId,
      'always_use_https',
      'on',
    ),
    express: { steps: [IN_FRONT], snippet: ts(TO_HTTPS.express, FIRST) },
    hono: { steps: [IN_FRONT], snippet: ts(TO_HTTPS.hono, FIRST) },
    fastify: { steps: [IN_FRONT], snippet: ts(TO_HTTPS.fastify, FIRST) },
    next: { steps: [IN_FRONT], snippet: ts(TO_HTTPS.next, NEXT_FILE) },
    caddy: { steps: ['Caddy redirects by itself: remove the http:// site address and auto_https off from the Caddyfile, and open port 443.'] },
    apache: {
      steps: ['Answer on port 80 with nothing but a redirect, and reload Apache.'],
      snippet: {
        language: 'text',
        text: `<VirtualHost *:80>\n  ServerName ${host}\n  Redirect permanent / https://${host}/\n</VirtualHost>`,
        where: 'in place of the VirtualHost of port 80',
      },
    },
    otherwise: {
      steps: ['Answer on port 80 with nothing but a redirect, and reload the web server.'],
      snippet: {
        language: 'nginx',
        text: `server {\n  listen 80;\n  listen [::]:80;\n  server_name ${host};\n  return 301 https://$host$request_uri;\n}`,
        where: 'beside the HTTPS server block of this host, in place of the one for port 80',
      },
    },
  });
}

/** Sends `from` to `to` (host names), path and query kept, for good. */
export function hostRedirectRemedy(stack: Stack, from: string, to: string): Remedy {
  const steps = ['Redirect by host before any route.'];
  return forStack(stack, {
    vercel: { steps: [`Vercel → Settings → Domains → ${from} → Edit → Redirect to ${to}, 308 Permanent.`] },
    netlify: { steps: [`Netlify → Domain management: make ${to} the primary domain; ${from} then redirects by itself.`] },
    cloudflare: {
      steps: [`Cloudflare → Rules → Redirect Rules → Create: when hostname equals ${from}, dynamic redirect, status 301, "Preserve query string" on.`],
      snippet: { language: 'text', text: `concat("https://${to}", http.request.uri.path)`, where: 'the field "Expression" of the redirect rule' },
    },
    caddy: {
      steps: ['Add the redirect and reload Caddy.'],
      snippet: { language: 'text', text: `${from} {\n  redir https://${to}{uri} permanent\n}`, where: `/etc/caddy/Caddyfile, in place of ${from} elsewhere` },
    },
    next: {
      steps,
      snippet: ts(
        `async redirects() {\n  return [{ source: '/:path*', has: [{ type: 'host', value: '${from}' }], destination: 'https://${to}/:path*', permanent: true }];\n}`,
        'next.config, in the exported object',
      ),
    },
    express: {
      steps,
      snippet: ts(`app.use((req, res, next) => (req.hostname === '${from}' ? res.redirect(308, \`https://${to}\${req.originalUrl}\`) : next()));`, FIRST),
    },
    hono: {
      steps,
      snippet: ts(
        `app.use(async (c, next) => {\n  const url = new URL(c.req.url);\n  return url.hostname === '${from}' ? c.redirect(\`https://${to}\${url.pathname}\${url.search}\`, 308) : next();\n});`,
        FIRST,
      ),
    },
    fastify: {
      steps,
      snippet: ts(
        `app.addHook('onRequest', async (request, reply) => {\n  if (request.hostname.replace(/:\\d+$/, '') === '${from}') return reply.redirect(\`https://${to}\${request.url}\`, 308);\n});`,
        FIRST,
      ),
    },
    apache: {
      steps: [`Give ${from} a VirtualHost of its own that only redirects, and reload Apache.`],
      snippet: {
        language: 'text',
        text: `<VirtualHost *:443>\n  ServerName ${from}\n  # SSLEngine on and the certificate of ${from}\n  Redirect permanent / https://${to}/\n</VirtualHost>`,
        where: `beside the VirtualHost of ${to}`,
      },
    },
    otherwise: {
      steps: [`Give ${from} a server block of its own that only redirects, and reload the web server.`],
      snippet: {
        language: 'nginx',
        text: `server {\n  listen 443 ssl;\n  server_name ${from};\n  # certificate of ${from}\n  return 301 https://${to}$request_uri;\n}`,
        where: `beside the server block of ${to}, which no longer names ${from}`,
      },
    },
  });
}

/** Ends a redirect loop; behind Cloudflare it is nearly always the encryption mode. */
export function loopRemedy(stack: Stack, zoneId = '$ZONE_ID'): Remedy {
  if (stack === 'cloudflare') {
    return settingRemedy(
      [
        'Cloudflare → SSL/TLS → Overview: set the encryption mode to "Full (strict)". With "Flexible", Cloudflare asks your server over plain HTTP and your server redirects to HTTPS for ever.',
        'Your server needs a valid certificate for that: Cloudflare → SSL/TLS → Origin Server → Create Certificate (free), or one of Let’s Encrypt.',
      ],
      zoneId,
      'ssl',
      'strict',
    );
  }
  return {
    steps: [
      'Find which two places redirect against each other (edge or load balancer, web server, application) and leave the redirect in one.',
      'Behind a proxy the application must trust X-Forwarded-Proto, or it takes every request for plain HTTP and redirects again.',
      FORGETS,
    ],
    snippet: {
      language: 'nginx',
      text: forwarding(),
      where: 'the location that passes requests to the application (Express also: app.set("trust proxy", 1))',
    },
  };
}
