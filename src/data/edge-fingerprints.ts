import type { EntrySource } from '../model/catalogue.ts';

/**
 * How to tell who answers for a host: by response headers, by the alias it stands behind, and by published address ranges.
 * Where platforms are entered in DNS stands in data/web-hosts, under the same ids. Re-expressed from wafw00f (BSD-3) and cdncheck (MIT) where a source says so,
 * written from memory where nobody `read` one; Apache-2.0; at most 12 months old.
 * Over 300 lines because it is one table, an entry per network or server.
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
  readonly places?: {
    /** Ends of alias targets. */
    readonly aliases: readonly string[];
    /** Address prefixes in which nobody but it answers. */
    readonly ranges: readonly string[];
    readonly source: EntrySource;
  };
  /** Of the headers. */
  readonly source: EntrySource;
}

const cidrs = (text: string): readonly string[] => text.trim().split(/\s+/);

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
    places: {
      aliases: ['cdn.cloudflare.net'],
      ranges: cidrs(`
      173.245.48.0/20 103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 141.101.64.0/18 108.162.192.0/18 190.93.240.0/20 188.114.96.0/20 197.234.240.0/22
      198.41.128.0/17 162.158.0.0/15 104.16.0.0/13 104.24.0.0/14 172.64.0.0/13 131.0.72.0/22 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32
      2405:8100::/32 2a06:98c0::/29 2c0f:f248::/32`),
      source: { url: 'https://github.com/rezmoss/cloud-provider-ip-addresses/tree/main/cloudflare', read: '2026-11-25' },
    },
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/cloudflare.py', read: '2026-11-25' },
  },
  {
    id: 'fastly',
    name: 'Fastly',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-fastly-request-id', ''],
      ['x-served-by', 'cache-'],
      ['fastly-restarts', ''],
    ],
    places: {
      aliases: ['fastly.net'],
      ranges: cidrs(`
      23.235.32.0/20 43.249.72.0/22 103.244.50.0/24 103.245.222.0/23 103.245.224.0/24 104.156.80.0/20 140.248.64.0/18 140.248.128.0/17 146.75.0.0/17
      151.101.0.0/16 157.52.64.0/18 167.82.0.0/17 167.82.128.0/20 167.82.160.0/20 167.82.224.0/20 172.111.64.0/18 185.31.16.0/22 199.27.72.0/21
      199.232.0.0/16 2a04:4e40::/32 2a04:4e42::/32`),
      source: { url: 'https://github.com/projectdiscovery/cdncheck/blob/6fbcc53/sources_data.json', read: '2026-11-25' },
    },
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/fastly.py', read: '2026-11-25' },
  },
  {
    id: 'cloudfront',
    name: 'Amazon CloudFront',
    role: 'edge',
    absorbsFloods: true,
    headers: [
      ['x-amz-cf-id', ''],
      ['x-amz-cf-pop', ''],
      ['server', 'cloudfront'],
    ],
    places: {
      aliases: ['cloudfront.net'],
      ranges: cidrs(`
      3.10.17.128/25 3.11.53.0/24 3.29.40.64/26 3.29.40.128/25 3.29.57.0/26 3.35.130.128/25 3.101.158.0/23 3.107.43.128/25 3.107.44.0/24 3.128.93.0/24
      3.134.215.0/24 3.146.232.0/22 3.147.164.0/22 3.147.244.0/22 3.160.0.0/13 3.168.0.0/14 3.172.0.0/17 3.173.0.0/16 3.174.0.0/15 3.231.2.0/25
      3.234.232.224/27 3.236.48.0/23 3.236.169.192/26 13.32.0.0/15 13.35.0.0/16 13.54.63.128/26 13.59.250.0/26 13.113.196.64/26 13.113.203.0/24
      13.124.199.0/24 13.134.24.0/23 13.134.94.0/23 13.203.133.0/26 13.210.67.128/26 13.224.0.0/14 13.228.69.0/24 13.233.177.192/26 13.249.0.0/16
      15.158.0.0/16 15.188.184.0/24 15.207.13.128/25 15.207.213.128/25 18.64.0.0/14 18.68.0.0/16 18.154.0.0/15 18.160.0.0/15 18.164.0.0/15 18.172.0.0/15
      18.175.65.0/24 18.175.66.0/23 18.192.142.0/23 18.199.68.0/22 18.199.72.0/21 18.200.212.0/23 18.216.170.128/25 18.229.220.192/26 18.230.229.0/24
      18.230.230.0/25 18.238.0.0/15 18.244.0.0/15 23.91.0.0/19 23.228.212.0/23 23.228.214.0/24 23.228.220.0/22 23.228.244.0/24 23.228.246.0/23
      23.228.248.0/22 23.234.192.0/18 24.110.32.0/19 24.110.128.0/17 34.195.252.0/24 34.216.51.0/25 34.223.12.224/27 34.223.80.192/26 34.226.14.0/24
      35.93.168.0/22 35.93.172.0/23 35.158.136.0/24 35.162.63.192/26 35.167.191.128/26 36.103.232.0/25 36.103.232.128/26 43.218.56.64/26
      43.218.56.128/25 43.218.71.0/26 44.220.194.0/23 44.220.196.0/22 44.220.200.0/22 44.222.66.0/24 44.227.178.0/24 44.234.90.252/30 44.234.108.128/25
      47.129.82.0/23 47.129.84.0/24 51.44.234.0/23 51.44.236.0/22 51.74.192.0/18 52.15.127.128/26 52.46.0.0/18 52.47.139.0/24 52.52.191.128/26
      52.56.127.0/25 52.57.254.0/24 52.66.194.128/26 52.78.247.128/26 52.82.128.0/19 52.84.0.0/15 52.124.128.0/17 52.199.127.192/26 52.212.248.0/26
      52.220.191.0/26 52.222.128.0/17 54.182.0.0/16 54.192.0.0/16 54.230.0.0/17 54.230.128.0/18 54.230.200.0/21 54.230.208.0/20 54.230.224.0/19
      54.233.255.128/26 54.239.128.0/18 54.239.192.0/19 54.240.128.0/18 56.125.46.0/24 56.125.47.0/32 56.125.48.0/24 57.182.253.0/24 57.183.42.0/25
      58.254.138.0/25 58.254.138.128/26 64.252.64.0/18 64.252.128.0/18 65.8.0.0/16 65.9.0.0/17 65.9.128.0/18 70.132.0.0/18 71.152.0.0/17 99.79.169.0/24
      99.84.0.0/16 99.86.0.0/16 108.138.0.0/15 108.156.0.0/14 111.13.171.128/25 111.13.185.32/27 111.13.185.64/27 116.129.226.0/25 116.129.226.128/26
      118.193.97.64/26 118.193.97.128/25 119.147.182.0/25 119.147.182.128/26 120.52.12.64/26 120.52.22.96/27 120.52.39.128/27 120.52.153.192/26
      120.232.236.0/25 120.232.236.128/26 120.253.240.192/26 120.253.241.160/27 120.253.245.128/26 120.253.245.192/27 130.176.0.0/17 130.176.128.0/18
      130.176.192.0/19 130.176.224.0/20 143.204.0.0/16 144.220.0.0/16 180.163.57.0/25 180.163.57.128/26 204.246.164.0/22 204.246.168.0/21
      204.246.176.0/20 205.251.202.0/23 205.251.204.0/22 205.251.208.0/20 205.251.249.0/24 205.251.250.0/23 205.251.252.0/23 205.251.254.0/24
      216.137.32.0/19`),
      source: { url: 'https://github.com/projectdiscovery/cdncheck/blob/6fbcc53/sources_data.json', read: '2026-11-25' },
    },
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/cloudfront.py', read: '2026-11-25' },
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
    places: {
      aliases: ['edgekey.net', 'akamaiedge.net', 'akamaitechnologies.com', 'edgesuite.net'],
      ranges: [],
      source: { url: 'https://github.com/projectdiscovery/cdncheck/blob/6fbcc53/sources_data.json', read: '2026-11-25' },
    },
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/kona.py', read: '2026-11-25' },
  },
  {
    id: 'azure-front-door',
    name: 'Azure Front Door',
    role: 'edge',
    absorbsFloods: true,
    headers: [['x-azure-ref', '']],
    places: {
      aliases: ['azurefd.net', 'azureedge.net'],
      ranges: [],
      source: { url: 'https://learn.microsoft.com/azure/frontdoor', read: null },
    },
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/frontdoor.py', read: '2026-11-25' },
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
    places: {
      aliases: ['b-cdn.net'],
      ranges: [],
      source: { url: 'https://docs.bunny.net', read: null },
    },
    source: { url: 'https://docs.bunny.net', read: null },
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
    places: {
      aliases: ['impervadns.net'],
      ranges: cidrs(`
      45.60.0.0/16 45.64.64.0/22 45.223.0.0/16 103.28.248.0/22 107.154.0.0/16 131.125.128.0/17 149.126.72.0/21 185.11.124.0/22 192.230.64.0/18
      198.143.32.0/19 199.83.128.0/21 2a02:e980::/29`),
      source: { url: 'https://github.com/projectdiscovery/cdncheck/blob/6fbcc53/sources_data.json', read: '2026-11-25' },
    },
    source: { url: 'https://docs.imperva.com', read: null },
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
    source: { url: 'https://github.com/EnableSecurity/wafw00f/tree/acf6104/wafw00f/plugins/sucuri.py', read: '2026-11-25' },
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
    source: { url: 'https://cloud.google.com', read: null },
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
    source: { url: 'https://vercel.com/docs/headers/response-headers', read: null },
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
    source: { url: 'https://docs.netlify.com', read: null },
  },
  {
    id: 'github-pages',
    name: 'GitHub Pages',
    role: 'platform',
    absorbsFloods: true,
    headers: [['server', 'github.com']],
    source: { url: 'https://docs.github.com/pages', read: null },
  },
  {
    id: 'firebase',
    name: 'Firebase Hosting',
    role: 'platform',
    absorbsFloods: true,
    headers: [['x-firebase-appcheck', '']],
    source: { url: 'https://firebase.google.com/docs/hosting', read: null },
  },
  {
    id: 'render',
    name: 'Render',
    role: 'platform',
    absorbsFloods: true,
    headers: [
      ['x-render-origin-server', ''],
      ['rndr-id', ''],
    ],
    source: { url: 'https://render.com/docs', read: null },
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
    source: { url: 'https://fly.io/docs', read: null },
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
    source: { url: 'https://docs.railway.com', read: null },
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
    source: { url: 'https://devcenter.heroku.com', read: null },
  },
  {
    id: 'aws-elb',
    name: 'AWS load balancer',
    role: 'server',
    absorbsFloods: false,
    headers: [['server', 'awselb/']],
    source: { url: 'https://docs.aws.amazon.com/elasticloadbalancing', read: null },
  },
  {
    id: 'nginx',
    name: 'nginx',
    role: 'server',
    absorbsFloods: false,
    headers: [
      ['server', 'nginx'],
      ['server', 'openresty'],
    ],
    source: { url: 'https://nginx.org', read: null },
  },
  {
    id: 'apache',
    name: 'Apache',
    role: 'server',
    absorbsFloods: false,
    headers: [['server', 'apache']],
    source: { url: 'https://httpd.apache.org', read: null },
  },
  {
    id: 'caddy',
    name: 'Caddy',
    role: 'server',
    absorbsFloods: false,
    headers: [
      ['server', 'caddy'],
      ['via', '1.1 caddy'],
    ],
    source: { url: 'https://caddyserver.com', read: null },
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
    source: { url: 'https://nextjs.org/docs', read: null },
  },
  {
    id: 'express',
    name: 'Express',
    role: 'framework',
    absorbsFloods: false,
    headers: [['x-powered-by', 'express']],
    source: { url: 'https://expressjs.com', read: null },
  },
];
