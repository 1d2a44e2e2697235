import type { EntrySource } from '../model/catalogue.ts';

/**
 * Hosting platforms as DNS sees them: where a custom domain points, and who issues its certificate there.
 * Made by hand (November 2026), Apache-2.0; refresh: open each `source`; at most 12 months old. An entry whose source nobody `read` was written from
 * memory and never makes more than a hint.
 */
export interface WebHost {
  readonly id: string;
  readonly title: string;
  /** Ends of alias targets. */
  readonly aliases: readonly string[];
  /** Addresses that are entered as A records. */
  readonly addresses: readonly string[];
  /** Those addresses have IPv6 siblings; otherwise an AAAA record beside them is from somewhere else. */
  readonly ipv6: boolean;
  /** CAA names of the authorities that it uses; one of them must be allowed. Empty: not known. */
  readonly caaNames: readonly string[];
  /** TXT record by which an account proves that the name is its own: label below the domain, and how the text begins. */
  readonly proof?: { readonly label: string; readonly starts: string };
  readonly source: EntrySource;
}

export const WEB_HOSTS_AS_OF = '2026-11-25';

export const WEB_HOSTS: readonly WebHost[] = [
  {
    id: 'vercel',
    title: 'Vercel',
    aliases: ['vercel-dns.com', 'vercel.app', 'vercel-dns-0.com', 'vercel-dns-016.com', 'vercel-dns-017.com'],
    addresses: ['76.76.21.21', '216.198.79.1', '216.198.79.65', '64.29.17.1', '64.29.17.65'],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    proof: { label: '_vercel', starts: 'vc-domain-verify=' },
    source: { url: 'https://vercel.com/knowledge/domain-not-generating-ssl-certificate', read: '2026-11-25' },
  },
  {
    id: 'netlify',
    title: 'Netlify',
    aliases: ['netlify.app', 'netlify.com', 'netlifyglobalcdn.com'],
    addresses: ['75.2.60.5'],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://answers.netlify.com/t/support-guide-troubleshooting-ssl-certificate-errors/39865', read: '2026-11-25' },
  },
  {
    id: 'github-pages',
    title: 'GitHub Pages',
    aliases: ['github.io'],
    addresses: ['185.199.108.153', '185.199.109.153', '185.199.110.153', '185.199.111.153'],
    ipv6: true,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://github.com/lmmx/devnotes/wiki/Troubleshooting-HTTPS-failure-for-custom-subdomain-on-GitHub-Pages', read: '2026-11-25' },
  },
  {
    id: 'fly',
    title: 'Fly.io',
    aliases: ['fly.dev'],
    addresses: [],
    ipv6: true,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://fly.io/docs/flyctl/certs', read: '2026-11-25' },
  },
  {
    id: 'render',
    title: 'Render',
    aliases: ['onrender.com'],
    addresses: ['216.24.57.1'],
    ipv6: false,
    caaNames: ['letsencrypt.org', 'pki.goog'],
    source: { url: 'https://render.com/docs/custom-domains', read: null },
  },
  {
    id: 'railway',
    title: 'Railway',
    aliases: ['up.railway.app'],
    addresses: [],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    proof: { label: '_railway-verify', starts: 'railway-verify=' },
    source: { url: 'https://alchemy.run/providers/railway/customdomain', read: '2026-11-25' },
  },
  {
    id: 'heroku',
    title: 'Heroku',
    aliases: ['herokudns.com', 'herokuapp.com'],
    addresses: [],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://devcenter.heroku.com/articles/automated-certificate-management', read: null },
  },
  {
    id: 'lovable',
    title: 'Lovable',
    aliases: ['lovable.app', 'lovable.dev'],
    addresses: ['185.158.133.1'],
    ipv6: false,
    caaNames: ['letsencrypt.org', 'pki.goog'],
    source: { url: 'https://docs.lovable.dev/features/custom-domain', read: null },
  },
  {
    id: 'replit',
    title: 'Replit',
    aliases: ['replit.app'],
    addresses: ['34.111.179.208'],
    ipv6: false,
    caaNames: ['pki.goog', 'letsencrypt.org'],
    proof: { label: '@', starts: 'replit-verify=' },
    source: { url: 'https://docs.replit.com/cloud-services/deployments/custom-domains', read: null },
  },
  {
    id: 'webflow',
    title: 'Webflow',
    aliases: ['proxy-ssl.webflow.com', 'proxy.webflow.com', 'cdn.webflow.com'],
    addresses: ['75.2.70.75', '99.83.190.102'],
    ipv6: false,
    caaNames: ['letsencrypt.org', 'pki.goog'],
    source: { url: 'https://github.com/Domain-Connect/Templates (webflow.com)', read: null },
  },
  {
    id: 'squarespace',
    title: 'Squarespace',
    aliases: ['ext-cust.squarespace.com', 'ext-sq.squarespace.com'],
    addresses: ['198.185.159.144', '198.185.159.145', '198.49.23.144', '198.49.23.145'],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://github.com/Domain-Connect/Templates (squarespace.com)', read: null },
  },
  {
    id: 'shopify',
    title: 'Shopify',
    aliases: ['shops.myshopify.com'],
    addresses: ['23.227.38.65'],
    ipv6: true,
    caaNames: ['letsencrypt.org', 'pki.goog', 'digicert.com'],
    source: { url: 'https://github.com/Domain-Connect/Templates (shopify.com)', read: null },
  },
  {
    id: 'framer',
    title: 'Framer',
    aliases: ['framer.app'],
    addresses: ['31.43.160.6', '31.43.161.6'],
    ipv6: false,
    caaNames: ['letsencrypt.org', 'pki.goog'],
    source: { url: 'https://www.framer.com/help/articles/how-to-connect-a-custom-domain/', read: null },
  },
  {
    id: 'cloudflare-pages',
    title: 'Cloudflare Pages or Workers',
    aliases: ['pages.dev', 'workers.dev'],
    addresses: [],
    ipv6: true,
    caaNames: ['letsencrypt.org', 'pki.goog', 'ssl.com'],
    source: { url: 'https://developers.cloudflare.com/ssl/edge-certificates/caa-records/', read: null },
  },
  {
    id: 'wix',
    title: 'Wix',
    aliases: ['wixdns.net'],
    addresses: ['23.236.62.147'],
    ipv6: false,
    caaNames: [],
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/wix.com.wixsites.json', read: '2026-11-25' },
  },
  {
    id: 'firebase',
    title: 'Firebase Hosting',
    aliases: ['web.app', 'firebaseapp.com'],
    addresses: ['199.36.158.100'],
    ipv6: false,
    caaNames: ['pki.goog', 'letsencrypt.org'],
    source: { url: 'https://firebase.google.com/docs/hosting/custom-domain', read: null },
  },
];
