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
    // Authorities: Render's own skill for coding agents (render-domains), read too.
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/render.com.custom-domain-apex-a.json', read: '2026-11-25' },
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
    source: { url: 'https://help.heroku.com/Q31RTOST/why-is-my-domain-stuck-in-the-dns-verified-state-for-acm', read: '2026-11-25' },
  },
  {
    id: 'lovable',
    title: 'Lovable',
    aliases: ['lovable.app', 'lovable.dev'],
    addresses: ['185.158.133.1'],
    ipv6: false,
    caaNames: [],
    // The page asks for an A and a TXT record and shows their values only in the project; this address is what projects publish. It names no authority.
    source: { url: 'https://github.com/lovablelabs/docs/blob/main/features/custom-domain.mdx', read: '2026-11-25' },
  },
  {
    id: 'replit',
    title: 'Replit',
    aliases: ['replit.app'],
    addresses: ['34.111.179.208'],
    ipv6: false,
    caaNames: [],
    proof: { label: '@', starts: 'replit-verify=' },
    // The template leaves the address open; this one is what projects publish. It names no authority.
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/replit.com.website.json', read: '2026-11-25' },
  },
  {
    id: 'webflow',
    title: 'Webflow',
    aliases: ['proxy-ssl.webflow.com', 'proxy.webflow.com', 'cdn.webflow.com'],
    addresses: ['75.2.70.75', '99.83.190.102'],
    ipv6: false,
    caaNames: ['letsencrypt.org', 'pki.goog'],
    // Let's Encrypt: https://forum.webflow.com/t/webflow-behind-reverse-proxy-lets-encrypt-challenge-question/167654, read too.
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/webflow.com.webflow-ssl.json', read: '2026-11-25' },
  },
  {
    id: 'squarespace',
    title: 'Squarespace',
    aliases: ['ext-cust.squarespace.com', 'ext-sq.squarespace.com'],
    addresses: ['198.185.159.144', '198.185.159.145', '198.49.23.144', '198.49.23.145'],
    ipv6: false,
    caaNames: ['letsencrypt.org'],
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/squarespace.com.website.json', read: '2026-11-25' },
  },
  {
    id: 'shopify',
    title: 'Shopify',
    aliases: ['shops.myshopify.com'],
    addresses: ['23.227.38.65'],
    ipv6: true,
    caaNames: ['letsencrypt.org', 'pki.goog', 'digicert.com'],
    // Let's Encrypt: https://shopify.engineering/securing-shopify-domains-letsencrypt, read too.
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/shopify.com.website.json', read: '2026-11-25' },
  },
  {
    id: 'framer',
    title: 'Framer',
    aliases: ['framer.app'],
    addresses: ['31.43.160.6', '31.43.161.6'],
    ipv6: false,
    caaNames: [],
    // The template leaves the addresses open; these are what projects publish. It names no authority.
    source: { url: 'https://github.com/Domain-Connect/Templates/blob/master/framer.com.domain.json', read: '2026-11-25' },
  },
  {
    id: 'cloudflare-pages',
    title: 'Cloudflare Pages or Workers',
    aliases: ['pages.dev', 'workers.dev'],
    addresses: [],
    ipv6: true,
    caaNames: ['letsencrypt.org', 'pki.goog', 'ssl.com', 'sectigo.com'],
    source: { url: 'https://github.com/cloudflare/cloudflare-docs/blob/production/src/content/partials/ssl/caa-records-added-by-cf.mdx', read: '2026-11-25' },
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
    proof: { label: '@', starts: 'hosting-site=' },
    // The page names Let's Encrypt and says that the address differs; this one, and the text that proves ownership, are what projects publish.
    source: { url: 'https://aitoolsguidebook.com/en/articles/custom-domain-vercel-but-not-firebase/', read: '2026-11-25' },
  },
];
