import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Cloudflare',
  source: 'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/',
  rotateAt: 'dash.cloudflare.com → API tokens',
  allows: 'change your DNS and edge settings',
};

export const cloudflare: readonly SecretRule[] = [
  named(shared, { id: 'cloudflare-token', says: 'a Cloudflare token', names: ['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN'], values: ['{40w}'] }),
  token(shared, {
    id: 'cloudflare-prefixed-token',
    says: 'a Cloudflare token',
    shapes: ['cfut_{40-56a}', 'cfat_{40-56a}', 'cfk_{40-56a}'],
    source: 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
  }),
  named(shared, {
    id: 'cloudflare-global-key',
    says: 'a Cloudflare global key',
    names: ['CLOUDFLARE_API_KEY', 'CF_API_KEY', 'CLOUDFLARE_GLOBAL_API_KEY'],
    values: ['{37h}'],
    allows: 'do everything that you can at Cloudflare',
  }),
  named(shared, {
    id: 'cloudflare-r2-secret',
    says: 'a Cloudflare R2 secret key',
    names: ['R2_SECRET_ACCESS_KEY', 'R2_SECRET_KEY', 'CLOUDFLARE_R2_SECRET_ACCESS_KEY'],
    values: ['{64h}'],
    source: 'https://developers.cloudflare.com/r2/api/tokens/',
    rotateAt: 'dash.cloudflare.com → R2 → API tokens',
    allows: 'read, change and delete your stored files',
  }),
  named(shared, {
    id: 'cloudflare-turnstile-secret',
    says: 'a Turnstile secret key',
    names: ['TURNSTILE_SECRET_KEY', 'TURNSTILE_SECRET', 'CLOUDFLARE_TURNSTILE_SECRET_KEY'],
    values: ['0x4{30-40w}'],
    source: 'https://developers.cloudflare.com/turnstile/get-started/server-side-validation/',
    rotateAt: 'dash.cloudflare.com → Turnstile',
    allows: 'pass your check for bots',
  }),
  token(shared, { id: 'cloudflare-origin-key', says: 'a Cloudflare origin key', shapes: ['v1.0-{24h}-{146h}'] }),
];
