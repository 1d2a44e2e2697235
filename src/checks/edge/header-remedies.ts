import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

export type HeaderLine = readonly [name: string, value: string];

/** Sends these headers with every answer. */
export function headersRemedy(stack: Stack, lines: readonly HeaderLine[]): Remedy {
  const objects = lines.map(([key, value]) => ({ key, value }));
  return forStack(stack, {
    vercel: {
      steps: ['Add the headers and deploy.'],
      snippet: { language: 'json', text: JSON.stringify({ headers: [{ source: '/(.*)', headers: objects }] }, null, 2), where: 'vercel.json' },
    },
    netlify: {
      steps: ['Add the headers and deploy.', 'They do not reach functions and server-rendered pages: set them in the code there.'],
      snippet: { language: 'text', text: `/*\n${lines.map(([name, value]) => `  ${name}: ${value}`).join('\n')}`, where: '_headers in the published folder' },
    },
    next: {
      steps: ['Add the headers and deploy.'],
      snippet: {
        language: 'ts',
        text: `async headers() {\n  return [{ source: '/(.*)', headers: ${JSON.stringify(objects)} }];\n}`,
        where: 'next.config, in the exported object',
      },
    },
    express: {
      steps: ['Set the headers before any route and error handler.'],
      snippet: {
        language: 'ts',
        text: `app.use((req, res, next) => (res.set(${JSON.stringify(Object.fromEntries(lines))}), next()));`,
        where: 'the first middleware of the server',
      },
    },
    cloudflare: {
      steps: [
        'Cloudflare → Rules → Transform Rules → Modify Response Header → Create: all incoming requests, "Set static" for each line.',
        'For Strict-Transport-Security: SSL/TLS → Edge Certificates → HTTP Strict Transport Security.',
      ],
      snippet: { language: 'text', text: lines.map(([name, value]) => `${name}: ${value}`).join('\n'), where: 'the response header rule' },
    },
    caddy: {
      steps: ['Add the headers and reload Caddy.'],
      snippet: {
        language: 'text',
        text: `header {\n${lines.map(([name, value]) => `  ${name} "${value}"`).join('\n')}\n}`,
        where: 'the site block in the Caddyfile',
      },
    },
    otherwise: {
      steps: [
        'Add the headers with "always", so that error pages carry them too, and reload the web server.',
        'In nginx a location with an add_header of its own loses the outer ones: include the same file there.',
      ],
      snippet: {
        language: 'nginx',
        text: lines.map(([name, value]) => `add_header ${name} "${value}" always;`).join('\n'),
        where: 'security-headers.conf, included in the server block and in each location with its own add_header',
      },
    },
  });
}

/** Long life for files whose name changes with their content. */
export function cacheRemedy(stack: Stack, folder: string): Remedy {
  const value = 'public, max-age=31536000, immutable';
  return forStack(stack, {
    vercel: {
      steps: ['Add the header and deploy.'],
      snippet: {
        language: 'json',
        text: JSON.stringify({ headers: [{ source: `${folder}(.*)`, headers: [{ key: 'Cache-Control', value }] }] }, null, 2),
        where: 'vercel.json',
      },
    },
    netlify: {
      steps: ['Add the header and deploy.'],
      snippet: { language: 'text', text: `${folder}*\n  Cache-Control: ${value}`, where: '_headers in the published folder' },
    },
    next: {
      steps: ['Next.js sends this header for /_next/static by itself: look for a headers() rule, middleware or proxy that overwrites it.'],
      snippet: { language: 'text', text: `Cache-Control: ${value}`, where: 'what the files must carry' },
    },
    express: {
      steps: ['Serve the built files with a long life; keep HTML short-lived.'],
      snippet: {
        language: 'ts',
        text: `app.use('${folder}', express.static('dist${folder}', { maxAge: '1y', immutable: true }));`,
        where: 'where static files are served',
      },
    },
    otherwise: {
      steps: ['Send the header for files with a digest in their name, and only for those; HTML stays "no-cache".'],
      snippet: { language: 'nginx', text: `location ${folder} {\n  add_header Cache-Control "${value}";\n}`, where: 'the server block of this host' },
    },
  });
}

/** Compressed text answers. */
export function compressionRemedy(stack: Stack): Remedy {
  return forStack(stack, {
    express: {
      steps: ['npm i compression'],
      snippet: {
        language: 'ts',
        text: "import compression from 'compression';\n// Streams of chat answers must not be held back:\napp.use(compression({ filter: (req, res) => !/event-stream/.test(String(res.getHeader('content-type'))) && compression.filter(req, res) }));",
        where: 'before the routes',
      },
    },
    caddy: { steps: ['Add one line and reload Caddy.'], snippet: { language: 'text', text: 'encode zstd gzip', where: 'the site block in the Caddyfile' } },
    cloudflare: { steps: ['Cloudflare → Speed → Settings: Brotli on; check that your server does not send "Cache-Control: no-transform".'] },
    otherwise: {
      steps: ['Switch compression on for text, and reload the web server. Leave out text/event-stream, so that streamed chat answers are not held back.'],
      snippet: {
        language: 'nginx',
        text: 'gzip on;\ngzip_vary on;\ngzip_proxied any;\ngzip_min_length 1024;\ngzip_types text/css application/javascript application/json image/svg+xml;',
        where: 'nginx.conf, http block',
      },
    },
  });
}
