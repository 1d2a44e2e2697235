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
  token(shared, { id: 'cloudflare-origin-key', says: 'a Cloudflare origin key', shapes: ['v1.0-{24h}-{146h}'] }),
];
