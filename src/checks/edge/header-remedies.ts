import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

export type HeaderLine = readonly [name: string, value: string];
type Snippet = NonNullable<Remedy['snippet']>;
const nginx = (text: string, where: string): Snippet => ({ language: 'nginx', text, where });
const text = (lines: string, where: string): Snippet => ({ language: 'text', text: lines, where });
const ts = (code: string, where: string): Snippet => ({ language: 'ts', text: code, where });
const json = (value: unknown, where: string): Snippet => ({ language: 'json', text: JSON.stringify(value, null, 2), where });

const SITE_BLOCK = 'the site block in the Caddyfile';
/** What follows it goes behind the routes. */
const AFTER_ROUTES = '// after all routes:';
const FIRST = 'right after the app is made, before the routes';

/** Sends these headers with every answer. */
export function headersRemedy(stack: Stack, lines: readonly HeaderLine[]): Remedy {
  const objects = lines.map(([key, value]) => ({ key, value }));
  const record = JSON.stringify(Object.fromEntries(lines));
  return forStack(stack, {
    vercel: { steps: ['Add the headers and deploy.'], snippet: json({ headers: [{ source: '/(.*)', headers: objects }] }, 'vercel.json') },
    netlify: {
      steps: ['Add the headers and deploy.', 'They do not reach functions and server-rendered pages: set them in the code there.'],
      snippet: text(`/*\n${lines.map(([name, value]) => `  ${name}: ${value}`).join('\n')}`, '_headers in the published folder'),
    },
    next: {
      steps: ['Add the headers and deploy.'],
      snippet: ts(`async headers() {\n  return [{ source: '/(.*)', headers: ${JSON.stringify(objects)} }];\n}`, 'next.config, in the exported object'),
    },
    express: {
      steps: [
        'Set the headers before any route and error handler.',
        'Answer unknown addresses yourself: the page that Express makes for them replaces the policy.',
      ],
      snippet: ts(
        `app.use((req, res, next) => (res.set(${record}), next()));\n${AFTER_ROUTES}\napp.use((req, res) => res.status(404).send('Not found'));`,
        `${FIRST}; the last line after them`,
      ),
    },
    hono: {
      steps: ['Set the headers after each route has answered, error pages among them.'],
      snippet: ts(`app.use(async (c, next) => {\n  await next();\n  for (const [name, value] of Object.entries(${record})) c.header(name, value);\n});`, FIRST),
    },
    fastify: {
      steps: ['Set the headers on every answer, before it is sent.'],
      snippet: ts(`app.addHook('onSend', async (request, reply) => void reply.headers(${record}));`, FIRST),
    },
    cloudflare: {
      steps: [
        'Cloudflare → Rules → Transform Rules → Modify Response Header → Create: all incoming requests, "Set static" for each line.',
        'For Strict-Transport-Security: SSL/TLS → Edge Certificates → HTTP Strict Transport Security.',
      ],
      snippet: text(lines.map(([name, value]) => `${name}: ${value}`).join('\n'), 'the response header rule'),
    },
    caddy: {
      steps: ['Add the headers and reload Caddy.'],
      snippet: text(`header {\n${lines.map(([name, value]) => `  ${name} "${value}"`).join('\n')}\n}`, SITE_BLOCK),
    },
    apache: {
      steps: ['sudo a2enmod headers, add the lines with "always", so that error pages carry them too, and reload Apache.'],
      snippet: text(lines.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n'), 'the VirtualHost of this host'),
    },
    otherwise: {
      steps: [
        'Add the headers with "always", so that error pages carry them too, and reload the web server.',
        'In nginx a location with an add_header of its own loses the outer ones: include the same file there.',
      ],
      snippet: nginx(
        lines.map(([name, value]) => `add_header ${name} "${value}" always;`).join('\n'),
        'security-headers.conf, included in the server block and in each location with its own add_header',
      ),
    },
  });
}

/** Long life for files whose name changes with their content. `folder` begins and ends with a slash. */
export function cacheRemedy(stack: Stack, folder: string): Remedy {
  const value = 'public, max-age=31536000, immutable';
  const steps = ['Send the header for files with a digest in their name, and only for those; HTML stays "no-cache".'];
  return forStack(stack, {
    vercel: {
      steps: ['Add the header and deploy.'],
      snippet: json({ headers: [{ source: `${folder}(.*)`, headers: [{ key: 'Cache-Control', value }] }] }, 'vercel.json'),
    },
    netlify: { steps: ['Add the header and deploy.'], snippet: text(`${folder}*\n  Cache-Control: ${value}`, '_headers in the published folder') },
    next: {
      steps: ['Next.js sends this header for /_next/static by itself: look for a headers() rule, middleware or proxy that overwrites it.'],
      snippet: text(`Cache-Control: ${value}`, 'what the files must carry'),
    },
    express: {
      steps: ['Serve the built files with a long life; keep HTML short-lived.'],
      snippet: ts(`app.use('${folder}', express.static('dist${folder}', { maxAge: '1y', immutable: true }));`, 'where static files are served'),
    },
    hono: {
      steps,
      snippet: ts(
        `app.use('${folder}*', async (c, next) => {\n  await next();\n  c.header('Cache-Control', '${value}');\n});`,
        'before the route that serves the files',
      ),
    },
    fastify: {
      steps,
      snippet: ts(
        `app.addHook('onSend', async (request, reply) => {\n  if (request.url.startsWith('${folder}')) reply.header('Cache-Control', '${value}');\n});`,
        FIRST,
      ),
    },
    caddy: { steps, snippet: text(`header ${folder}* Cache-Control "${value}"`, SITE_BLOCK) },
    apache: {
      steps,
      snippet: text(`<Location "${folder}">\n  Header always set Cache-Control "${value}"\n</Location>`, 'the VirtualHost of this host'),
    },
    otherwise: {
      steps,
      snippet: nginx(
        `location ${folder} {\n  include security-headers.conf; # a location with an add_header of its own loses the outer ones\n  add_header Cache-Control "${value}";\n}`,
        'the server block of this host; without such a file leave the include out',
      ),
    },
  });
}

/** Compressed text answers. */
export function compressionRemedy(stack: Stack): Remedy {
  return forStack(stack, {
    vercel: {
      steps: ['Vercel compresses by itself: look for a function or rewrite that sends "Content-Encoding" or "Cache-Control: no-transform" of its own.'],
    },
    netlify: { steps: ['Netlify compresses by itself: look for a function or proxy that sends "Content-Encoding" of its own.'] },
    next: {
      steps: ['Next.js compresses by itself: remove "compress: false" from next.config, or switch compression on in the proxy before it.'],
    },
    express: {
      steps: ['npm i compression'],
      snippet: ts(
        "import compression from 'compression';\n// Streams of chat answers must not be held back:\napp.use(compression({ filter: (req, res) => !/event-stream/.test(String(res.getHeader('content-type'))) && compression.filter(req, res) }));",
        FIRST,
      ),
    },
    hono: {
      steps: ['Part of Hono; it leaves streams of chat answers alone. On Cloudflare Workers the edge does it already.'],
      snippet: ts("import { compress } from 'hono/compress';\napp.use(compress());", FIRST),
    },
    fastify: {
      steps: ['npm i @fastify/compress'],
      snippet: ts(
        "import compress from '@fastify/compress';\nawait app.register(compress, { customTypes: /^text\\/(?!event-stream)|\\+json$|\\+xml$|javascript|json/ });",
        FIRST,
      ),
    },
    caddy: { steps: ['Add one line and reload Caddy.'], snippet: text('encode zstd gzip', SITE_BLOCK) },
    cloudflare: { steps: ['Cloudflare → Speed → Settings: Brotli on; check that your server does not send "Cache-Control: no-transform".'] },
    apache: {
      steps: ['sudo a2enmod deflate, add the lines and reload Apache. text/event-stream stays out, so that streamed chat answers are not held back.'],
      snippet: text(
        'AddOutputFilterByType DEFLATE text/html text/css text/plain text/javascript application/javascript application/json image/svg+xml',
        'the VirtualHost of this host',
      ),
    },
    otherwise: {
      steps: ['Switch compression on for text, and reload the web server. Leave out text/event-stream, so that streamed chat answers are not held back.'],
      snippet: nginx(
        'gzip on;\ngzip_vary on;\ngzip_proxied any;\ngzip_min_length 1024;\ngzip_types text/css text/javascript application/javascript application/json image/svg+xml;',
        'nginx.conf, http block',
      ),
    },
  });
}
