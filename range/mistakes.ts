/*
 * The twenty mistakes that launches make most often in TLS, redirects, headers, CORS, caches and at the edge. Each is set up on a real server, found,
 * repaired by the text that the finding prints, and looked at again (range/real/mistakes.real.ts). docs/mistakes.md is made from this table.
 */

/** One way in which a mistake is made. */
export interface MistakeCase {
  /** The mistake's number, and a letter where it is played in several ways. */
  readonly id: string;
  /** The server that makes it. */
  readonly on: string;
  readonly how: string;
  /** Findings that must come at first and be gone after the repair, `check:problem`, with `@host` where only that one counts. */
  readonly finds: readonly string[];
  /** Findings of class incident or above that the setting brings along and that the text is not for. */
  readonly besides?: readonly string[];
  /** Where our text is put, or how it is run. */
  readonly applied: string;
}
export interface Mistake {
  readonly number: number;
  readonly title: string;
  readonly cases: readonly MistakeCase[];
}

const WWW = 'www.acme.example';
const one = (id: string, on: string, how: string, finds: readonly string[], applied: string, besides?: readonly string[]): MistakeCase => ({
  id,
  on,
  how,
  finds,
  applied,
  ...(besides && { besides }),
});

/** Frameworks that do not tell their name are known by the repository, which has no workflows. */
const BARE = ['deploy/secret-gate:no-gate', 'deploy/ci-builds:nothing-builds'];

export const MISTAKES: readonly Mistake[] = [
  {
    number: 1,
    title: 'The redirect to HTTPS loses path and query',
    cases: [one('1', 'nginx', 'return 302 https://$host/', ['domain/redirect-keeps-path:path-lost'], 'the server block of port 80')],
  },
  {
    number: 2,
    title: 'Cloudflare "Flexible" and a server that redirects: a loop',
    cases: [
      one(
        '2',
        'nginx as edge and as server, Cloudflare’s API',
        'ssl = flexible',
        ['domain/redirect-loop:loop', 'edge/cloudflare-encryption:flexible'],
        'the API call, run in a shell with an editing token',
      ),
    ],
  },
  {
    number: 3,
    title: 'The domain with and without www both serve the site',
    cases: [
      one('3a', 'nginx', 'one server block for both names', ['domain/canonical-host:both-serve'], 'a server block of its own for www'),
      one(
        '3b',
        'Next.js',
        'both names lead to next start, on plain HTTP as well',
        ['domain/canonical-host:both-serve', 'edge/https-forced:served-in-clear'],
        'redirects() of next.config, and proxy.js',
      ),
    ],
  },
  {
    number: 4,
    title: 'The certificate does not cover www',
    cases: [
      one('4', 'nginx, certbot, pebble', 'a certificate for the domain alone', [`edge/certificate:wrong-name@${WWW}`], 'the certbot commands, run in a shell'),
    ],
  },
  {
    number: 5,
    title: 'The certificate is sent without its chain',
    cases: [one('5', 'nginx', 'ssl_certificate cert.pem', ['edge/certificate:incomplete-chain'], 'the line ssl_certificate')],
  },
  {
    number: 6,
    title: 'The certificate cannot renew itself',
    cases: [one('6', 'nginx', 'a password before everything on port 80', ['edge/renewal-path:closed'], 'the server block of port 80')],
  },
  {
    number: 7,
    title: 'nginx does not inherit add_header',
    cases: [
      one(
        '7',
        'nginx',
        'a location with an add_header of its own',
        ['edge/hsts:uneven', 'edge/security-headers:uneven'],
        'a file of headers, included in the server and in the location',
      ),
    ],
  },
  {
    number: 8,
    title: 'Error pages lack the headers ("always" is missing)',
    cases: [one('8', 'nginx', 'add_header without always', ['edge/hsts:uneven', 'edge/security-headers:uneven'], 'in place of the lines')],
  },
  {
    number: 9,
    title: 'HSTS is absent, too short, or covers too much',
    cases: [
      one('9a', 'nginx', 'no header', ['edge/hsts:missing'], 'the file of headers'),
      one('9b', 'nginx', 'max-age=300', ['edge/hsts:short'], 'in place of the line'),
      one(
        '9c',
        'nginx',
        'includeSubDomains, and status has no HTTPS',
        ['edge/hsts-domain:breaks-sibling'],
        'in place of the line',
        // The status page itself is another finding, with another repair.
        ['edge/https-forced:https-down@status.acme.example'],
      ),
    ],
  },
  {
    number: 10,
    title: 'CORS lets any site in, with the login of the visitor',
    cases: [
      one('10a', 'Express', 'cors({ origin: true, credentials: true })', ['edge/cors:any-site-signed-in'], 'in place of the line'),
      one('10b', 'Hono', 'cors({ origin: (origin) => origin, credentials: true })', ['edge/cors:any-site-signed-in'], 'in place of the line', BARE),
      one('10c', 'Fastify', 'cors with origin: true and credentials', ['edge/cors:any-site-signed-in'], 'in place of the line', BARE),
    ],
  },
  {
    number: 11,
    title: 'A cache keeps CORS answers without "Vary: Origin"',
    cases: [one('11', 'Express behind Varnish', 'public, max-age=60 and no Vary', ['edge/cors:no-vary'], 'the route')],
  },
  {
    number: 12,
    title: 'A cache keeps what is private',
    cases: [
      one('12', 'Express behind nginx', 'proxy_ignore_headers Cache-Control Set-Cookie', ['edge/cache-leaks:private-shared'], 'the location with proxy_cache'),
    ],
  },
  {
    number: 13,
    title: 'A page that caches may keep sets a session cookie',
    cases: [
      one(
        '13',
        'Next.js',
        'proxy.js sets a cookie on a page made at build time; headers, compression, exact origins and a limit are missing as well',
        [
          'edge/shared-cache:cookie-kept',
          'edge/hsts:missing',
          'edge/security-headers:missing',
          'edge/compression:uncompressed',
          'edge/cors:any-site-signed-in',
          'edge/rate-limit:unlimited-chat',
        ],
        'proxy.js, headers() of next.config, the route handlers',
      ),
    ],
  },
  {
    number: 14,
    title: 'Web cache deception',
    cases: [one('14', 'Express behind nginx', 'files kept by their ending, a lax route', ['edge/cache-leaks:deception'], 'the server block')],
  },
  {
    number: 15,
    title: 'The inner format of the framework is kept as the page',
    cases: [one('15', 'Next.js behind nginx', 'a cache whose key is the address alone', ['edge/cache-leaks:payload-as-page'], 'headers() of next.config')],
  },
  {
    number: 16,
    title: 'The chat stream is held back',
    cases: [one('16', 'Express behind nginx', 'proxy_buffering as it comes', ['edge/chat-stream:buffered'], 'a location for the chat')],
  },
  {
    number: 17,
    title: 'The session cookie is weak',
    cases: [
      one(
        '17',
        'Express with express-session',
        'no Secure, no HttpOnly',
        ['edge/cookies:insecure', 'edge/cookies:readable'],
        'in place of app.use(session(…)), with trust proxy',
      ),
    ],
  },
  {
    number: 18,
    title: 'No rate limit, or one that anybody gets round',
    cases: [
      one('18a', 'Express', 'no limit before the login', ['edge/rate-limit:unlimited-login'], 'before the route'),
      one('18b', 'Hono', 'no limit before the login', ['edge/rate-limit:unlimited-login'], 'before the route', BARE),
      one('18c', 'Fastify', 'no limit before the login', ['edge/rate-limit:unlimited-login'], 'before the route', BARE),
      one('18d', 'nginx before Express', 'trust proxy: true', ['edge/rate-limit:spoofable'], 'the location of the application'),
    ],
  },
  {
    number: 19,
    title: 'The edge keeps the good out and lets the bad go round it',
    cases: [
      one(
        '19a',
        'nginx as edge, Cloudflare’s API',
        'Bot Fight Mode before a webhook',
        ['edge/client-access:webhook-turned-away', 'edge/cloudflare-bots:fight-mode'],
        'the API call, run in a shell with an editing token',
      ),
      one('19b', 'nginx as edge and as server', 'the server answers everybody', ['edge/origin:reachable'], 'the firewall commands, run in a shell'),
    ],
  },
  {
    number: 20,
    title: 'Mixed content, plain addresses in the bundle, a policy that blocks the product',
    cases: [
      one('20a', 'nginx', '<script src="http://…">', ['edge/mixed-content:active'], 'the command, run in the folder of the code'),
      one('20b', 'nginx', 'new WebSocket("ws://…")', ['edge/code-addresses:in-clear'], 'the command, run in the folder of the code'),
      one('20c', 'nginx', 'connect-src forgets the API', ['edge/policy-blocks:own-parts'], 'in place of the policy'),
    ],
  },
];
