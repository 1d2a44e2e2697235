import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

/** Sends everything on plain HTTP to HTTPS on the same host, path and query kept, for good. */
export function forceHttpsRemedy(stack: Stack, host: string): Remedy {
  return forStack(stack, {
    vercel: { steps: ['Vercel redirects to HTTPS by itself: check in Settings → Domains that the host is attached to this project and "Valid".'] },
    netlify: { steps: ['Netlify → Domain management → HTTPS → Force HTTPS.'] },
    cloudflare: {
      steps: [
        'Cloudflare → SSL/TLS → Edge Certificates → Always Use HTTPS: on.',
        'Cloudflare → SSL/TLS → Overview: encryption mode "Full (strict)", never "Flexible".',
      ],
    },
    express: {
      steps: ['Redirect in the proxy before the application if you can; otherwise first thing in the application.'],
      snippet: {
        language: 'ts',
        text: "app.set('trust proxy', 1);\napp.use((req, res, next) => (req.secure ? next() : res.redirect(308, `https://${req.hostname}${req.originalUrl}`)));",
        where: 'the first middleware of the server',
      },
    },
    next: {
      steps: ['Redirect in the proxy before the application if you can; otherwise first thing in the application.'],
      snippet: {
        language: 'ts',
        text: "app.set('trust proxy', 1);\napp.use((req, res, next) => (req.secure ? next() : res.redirect(308, `https://${req.hostname}${req.originalUrl}`)));",
        where: 'the first middleware of the server',
      },
    },
    caddy: { steps: ['Caddy redirects by itself: remove the http:// site address and auto_https off from the Caddyfile, and open port 443.'] },
    otherwise: {
      steps: ['Answer on port 80 with nothing but a redirect, and reload the web server.'],
      snippet: {
        language: 'nginx',
        text: `server {\n  listen 80;\n  listen [::]:80;\n  server_name ${host};\n  return 301 https://$host$request_uri;\n}`,
        where: 'beside the HTTPS server block of this host',
      },
    },
  });
}

/** Sends `from` to `to` (host names), path and query kept, for good. */
export function hostRedirectRemedy(stack: Stack, from: string, to: string): Remedy {
  return forStack(stack, {
    vercel: { steps: [`Vercel → Settings → Domains → ${from} → Edit → Redirect to ${to}, 308 Permanent.`] },
    netlify: { steps: [`Netlify → Domain management: make ${to} the primary domain; ${from} then redirects by itself.`] },
    cloudflare: {
      steps: [`Cloudflare → Rules → Redirect Rules → Create: when hostname equals ${from}, dynamic redirect, status 301, "Preserve query string" on.`],
      snippet: { language: 'text', text: `concat("https://${to}", http.request.uri.path)`, where: 'the field "Expression" of the redirect rule' },
    },
    caddy: {
      steps: ['Add the redirect and reload Caddy.'],
      snippet: { language: 'text', text: `${from} {\n  redir https://${to}{uri} permanent\n}`, where: '/etc/caddy/Caddyfile' },
    },
    next: {
      steps: ['Redirect by host before any route.'],
      snippet: {
        language: 'ts',
        text: `app.use((req, res, next) => (req.hostname === '${from}' ? res.redirect(308, \`https://${to}\${req.originalUrl}\`) : next()));`,
        where: 'the first middleware of the server (Next.js: redirects() in next.config with a "host" condition)',
      },
    },
    express: {
      steps: ['Redirect by host before any route.'],
      snippet: {
        language: 'ts',
        text: `app.use((req, res, next) => (req.hostname === '${from}' ? res.redirect(308, \`https://${to}\${req.originalUrl}\`) : next()));`,
        where: 'the first middleware of the server (Next.js: redirects() in next.config with a "host" condition)',
      },
    },
    otherwise: {
      steps: [`Give ${from} a server block of its own that only redirects, and reload the web server.`],
      snippet: {
        language: 'nginx',
        text: `server {\n  listen 443 ssl;\n  server_name ${from};\n  # certificate of ${from}\n  return 301 https://${to}$request_uri;\n}`,
        where: `beside the server block of ${to}`,
      },
    },
  });
}

/** Ends a redirect loop; behind Cloudflare it is nearly always the encryption mode. */
export function loopRemedy(stack: Stack): Remedy {
  if (stack === 'cloudflare') {
    return {
      steps: [
        'Cloudflare → SSL/TLS → Overview: set the encryption mode to "Full (strict)". With "Flexible", Cloudflare asks your server over plain HTTP and your server redirects to HTTPS for ever.',
        'Your server needs a valid certificate for that: a free Origin Certificate from the same menu will do.',
      ],
    };
  }
  return {
    steps: [
      'Find which two places redirect against each other (edge or load balancer, web server, application) and leave the redirect in one.',
      'Behind a proxy the application must trust X-Forwarded-Proto, or it takes every request for plain HTTP and redirects again.',
    ],
    snippet: {
      language: 'nginx',
      text: 'proxy_set_header X-Forwarded-Proto $scheme;',
      where: 'the location that passes requests to the application (Express also: app.set("trust proxy", 1))',
    },
  };
}
