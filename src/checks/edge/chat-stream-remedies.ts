import type { Remedy } from '../../model/fix.ts';
import { FORGETS, forwarding } from './nginx-forwarding.ts';
import { forStack, type Stack } from './stack.ts';

const HEADERS = [
  "res.setHeader('Content-Type', 'text/event-stream');",
  "res.setHeader('Cache-Control', 'no-cache, no-transform');",
  "res.setHeader('X-Accel-Buffering', 'no');",
].join('\n');
const OWN = { language: 'ts', text: HEADERS, where: 'the route of the chat, before the first piece is written' } as const;
const AFTER = 'Try it: curl -N on the chat must print word by word.';

/** A location of its own for the chat, in which nginx neither collects nor packs. */
const openLocation = (path: string) =>
  ({
    language: 'nginx',
    text: `location ${path} {\n  proxy_pass http://app;\n  proxy_http_version 1.1;\n  ${forwarding({ Connection: '""' }).replaceAll('\n', '\n  ')}\n  proxy_buffering off;\n  proxy_cache off;\n  gzip off;\n  proxy_read_timeout 300s;\n}`,
    where: 'the server block of this host; keep your own proxy_pass',
  }) as const;

/** Lets each piece through as it is made. */
export function unbufferRemedy(stack: Stack, path: string): Remedy {
  return forStack(stack, {
    nginx: {
      steps: [
        'Switch buffering off for the chat only, and reload nginx. Or send "X-Accel-Buffering: no" from the application, which does the same.',
        FORGETS,
        AFTER,
      ],
      snippet: openLocation(path),
    },
    next: {
      steps: [
        'Return a ReadableStream from the route handler, with these headers, and do not await the whole answer of the model before.',
        'Next.js itself packs a stream without holding it back: what does so stands before it.',
        AFTER,
      ],
      snippet: {
        language: 'ts',
        text: "export const dynamic = 'force-dynamic';\nreturn new Response(stream, {\n  headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' },\n});",
        where: 'app/api/…/route.ts',
      },
    },
    vercel: {
      steps: [
        'Return a ReadableStream with these headers and set maxDuration; a function that collects the answer first cannot stream.',
        'A Node function in pages/api streams only with res.write and without res.json.',
        AFTER,
      ],
      snippet: {
        language: 'ts',
        text: "export const maxDuration = 60;\nreturn new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' } });",
        where: 'app/api/…/route.ts',
      },
    },
    cloudflare: {
      steps: [
        'Cloudflare passes text/event-stream on as it comes, unless something rewrites the body: send "no-transform", and switch off Rocket Loader, Email Obfuscation and response rules for the path.',
        'Behind a Tunnel, and where your own nginx or Caddy stands in between, the holding back is done there: try the origin without Cloudflare.',
        'A silence of 100 s ends in error 524: write a comment line (": ping") every 15 s.',
        AFTER,
      ],
      snippet: OWN,
    },
    caddy: {
      steps: ['Let Caddy flush at once, and reload it.', AFTER],
      snippet: { language: 'text', text: `reverse_proxy ${path} localhost:3000 {\n  flush_interval -1\n}`, where: 'the site block in the Caddyfile' },
    },
    otherwise: {
      steps: [
        'Say in the answer that nobody may hold it back, and write each piece as it is made.',
        'Where a proxy of yours stands in between: nginx "proxy_buffering off; gzip off;" for the path, Caddy "flush_interval -1".',
        AFTER,
      ],
      snippet: OWN,
    },
  });
}

/** Keeps compression away from the stream. */
export function uncompressRemedy(stack: Stack, path: string): Remedy {
  const express = {
    language: 'ts',
    text: "app.use(compression({ filter: (req, res) => !/event-stream|ndjson/.test(String(res.getHeader('content-type'))) && compression.filter(req, res) }));\n// or, to keep it packed: res.flush() after every piece",
    where: 'where compression() is used (Express)',
  } as const;
  const steps = ['Compression collects pieces until it has enough of them: leave the chat out of it.', AFTER];
  return forStack(stack, {
    nginx: { steps: [...steps, 'Where the module for Brotli is loaded, also: brotli off;', FORGETS], snippet: openLocation(path) },
    caddy: {
      steps,
      snippet: { language: 'text', text: `@packed not path ${path}\nencode @packed zstd gzip`, where: 'in place of the line with encode in the Caddyfile' },
    },
    next: { steps: [...steps, 'next.config: compress: false, and let the proxy in front pack pages and files.'] },
    otherwise: { steps: [...steps, '"Cache-Control: no-transform" tells proxies and middleware the same.'], snippet: express },
  });
}
