import { CLOUDFLARE_TOKEN_ENV, type CloudflareAccount, type CloudflareZone } from '../cloudflare.ts';
import { DOMAIN, WEB_ADDRESS } from '../healthy.ts';
import { declaring, type WorldChange } from './change.ts';

const RECORD_ID = 'c'.repeat(32);
export const cloudflareRecord = (name: string, type: string, content: string, proxied = true) => ({
  id: RECORD_ID,
  name,
  type,
  content,
  proxied,
  proxiable: true,
  ttl: 1,
});

const pack = {
  id: 'd'.repeat(32),
  type: 'universal',
  status: 'active',
  hosts: [DOMAIN, `*.${DOMAIN}`],
  certificate_authority: 'lets_encrypt',
  validity_days: 90,
  validation_method: 'txt',
  certificates: [{ id: 'b'.repeat(32), hosts: [DOMAIN, `*.${DOMAIN}`], status: 'active', expires_on: '2099-01-01T00:00:00Z' }],
};

/** A zone at Cloudflare where all is well, on the free plan. */
export const GOOD_ZONE: CloudflareZone = {
  id: '1'.repeat(32),
  name: DOMAIN,
  plan: 'Free Website',
  settings: {
    ssl: 'strict',
    always_use_https: 'on',
    min_tls_version: '1.2',
    tls_1_3: 'on',
    development_mode: 'off',
    security_level: 'medium',
    websockets: 'on',
    rocket_loader: 'off',
    email_obfuscation: 'on',
    automatic_https_rewrites: 'on',
    cache_level: 'aggressive',
  },
  records: [
    ...['', 'app.', 'api.', 'admin.', 'docs.', 'status.'].map((label) => cloudflareRecord(`${label}${DOMAIN}`, 'A', WEB_ADDRESS)),
    cloudflareRecord(`www.${DOMAIN}`, 'CNAME', DOMAIN),
    { ...cloudflareRecord(DOMAIN, 'MX', 'smtp.google.com', false), priority: 1 },
  ],
  dnssec: { status: 'disabled' },
  universal: true,
  packs: [pack],
  rules: {},
  bots: { fight_mode: false, enable_js: false, using_latest_model: true },
  pageRules: [],
  originPulls: false,
};

/** The domain is at Cloudflare and the config names a token that may read it; `zone` and `account` say what is different there. */
export function atCloudflare(zone: Partial<CloudflareZone> = {}, account: Partial<CloudflareAccount> = {}): WorldChange {
  return (spec) => ({
    ...declaring({ cloudflare: { tokenEnv: CLOUDFLARE_TOKEN_ENV } })(spec),
    cloudflare: { zones: [{ ...GOOD_ZONE, ...zone }], ...account },
  });
}
/** The same with other settings. */
export const cloudflareSets = (settings: CloudflareZone['settings']): WorldChange => atCloudflare({ settings: { ...GOOD_ZONE.settings, ...settings } });
