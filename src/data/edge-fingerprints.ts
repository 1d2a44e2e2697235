/**
 * How to tell from response headers who answers for a host.
 * Made by hand from the vendors' documentation (November 2026), Apache-2.0; refresh: compare with the header pages each `source` names; at most 12 months old.
 */
export interface EdgeFingerprint {
  readonly id: string;
  readonly name: string;
  /** `edge`: a network in front that takes attacks and caches; `platform`: hosting with such an edge of its own; `server` and `framework`: software. */
  readonly role: 'edge' | 'platform' | 'server' | 'framework';
  /** It absorbs floods of traffic before they reach the application (MISSION C7). */
  readonly absorbsFloods: boolean;
  /** Any of these header lines: name and the start of the value, lower case; an empty start fits any value. */
  readonly headers: readonly (readonly [name: string, start: string])[];
  readonly source: string;
}

export const EDGE_FINGERPRINTS: readonly EdgeFingerprint[] = [
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['cf-ray', ''],
      ['server', 'cloudflare'],
    ],
    source: 'developers.cloudflare.com: HTTP headers',
  },
  {
    id: 'fastly',
    name: 'Fastly',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-served-by', 'cache-'],
      ['fastly-restarts', ''],
    ],
    source: 'fastly.com: HTTP headers',
  },
  {
    id: 'cloudfront',
    name: 'Amazon CloudFront',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-amz-cf-id', ''],
      ['x-amz-cf-pop', ''],
    ],
    source: 'docs.aws.amazon.com: CloudFront response headers',
  },
  {
    id: 'akamai',
    name: 'Akamai',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['server', 'akamaighost'],
      ['x-akamai-transformed', ''],
      ['akamai-grn', ''],
    ],
    source: 'techdocs.akamai.com',
  },
  {
    id: 'azure-front-door',
    name: 'Azure Front Door',
    role: 'edge',
    absorbsFloods: true,
    headers: [['x-azure-ref', '']],
    source: 'learn.microsoft.com: Front Door headers',
  },
  {
    id: 'bunny',
    name: 'bunny.net',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['server', 'bunnycdn'],
      ['cdn-pullzone', ''],
    ],
    source: 'docs.bunny.net',
  },
  {
    id: 'imperva',
    name: 'Imperva',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-iinfo', ''],
      ['x-cdn', 'imperva'],
      ['x-cdn', 'incapsula'],
    ],
    source: 'docs.imperva.com',
  },
  {
    id: 'sucuri',
    name: 'Sucuri',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-sucuri-id', ''],
      ['server', 'sucuri'],
    ],
    source: 'docs.sucuri.net',
  },
  {
    id: 'google-edge',
    name: 'Google Front End',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['server', 'google frontend'],
      ['server', 'gws'],
      ['server', 'ghs'],
    ],
    source: 'cloud.google.com',
  },
  {
    id: 'vercel',
    name: 'Vercel',
    role: 'platform',
    absorbsFloods: true,
    headers: [
      ['x-vercel-id', ''],
      ['server', 'vercel'],
    ],
    source: 'vercel.com/docs: response headers',
  },
  {
    id: 'netlify',
    name: 'Netlify',
    role: 'platform',
    absorbsFloods: true,
    headers: [
      ['x-nf-request-id', ''],
      ['server', 'netlify'],
    ],
    source: 'docs.netlify.com',
  },
  { id: 'github-pages', name: 'GitHub Pages', role: 'platform', absorbsFloods: true, headers: [['server', 'github.com']], source: 'docs.github.com: Pages' },
  { id: 'firebase', name: 'Firebase Hosting', role: 'platform', absorbsFloods: true, headers: [['x-firebase-appcheck', '']], source: 'firebase.google.com' },
  {
    id: 'render',
    name: 'Render',
    role: 'platform',
    absorbsFloods: true,
    headers: [
      ['x-render-origin-server', ''],
      ['rndr-id', ''],
    ],
    source: 'render.com/docs',
  },
  {
    id: 'fly',
    name: 'Fly.io',
    role: 'platform',
    absorbsFloods: false,
    headers: [
      ['fly-request-id', ''],
      ['server', 'fly/'],
    ],
    source: 'fly.io/docs',
  },
  {
    id: 'railway',
    name: 'Railway',
    role: 'platform',
    absorbsFloods: false,
    headers: [
      ['x-railway-request-id', ''],
      ['server', 'railway'],
    ],
    source: 'docs.railway.com',
  },
  {
    id: 'heroku',
    name: 'Heroku',
    role: 'platform',
    absorbsFloods: false,
    headers: [
      ['via', '1.1 vegur'],
      ['via', '1.1 heroku-router'],
      ['server', 'heroku'],
    ],
    source: 'devcenter.heroku.com',
  },
  { id: 'aws-elb', name: 'AWS load balancer', role: 'server', absorbsFloods: false, headers: [['server', 'awselb/']], source: 'docs.aws.amazon.com' },
  {
    id: 'nginx',
    name: 'nginx',
    role: 'server',
    absorbsFloods: false,
    headers: [
      ['server', 'nginx'],
      ['server', 'openresty'],
    ],
    source: 'nginx.org',
  },
  { id: 'apache', name: 'Apache', role: 'server', absorbsFloods: false, headers: [['server', 'apache']], source: 'httpd.apache.org' },
  {
    id: 'caddy',
    name: 'Caddy',
    role: 'server',
    absorbsFloods: false,
    headers: [
      ['server', 'caddy'],
      ['via', '1.1 caddy'],
    ],
    source: 'caddyserver.com',
  },
  {
    id: 'next',
    name: 'Next.js',
    role: 'framework',
    absorbsFloods: false,
    headers: [
      ['x-powered-by', 'next.js'],
      ['x-nextjs-cache', ''],
      ['x-nextjs-prerender', ''],
    ],
    source: 'nextjs.org/docs',
  },
  { id: 'express', name: 'Express', role: 'framework', absorbsFloods: false, headers: [['x-powered-by', 'express']], source: 'expressjs.com' },
];
