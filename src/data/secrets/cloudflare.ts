import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Cloudflare',
  source: 'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/',
  rotateAt: 'dash.cloudflare.com → API tokens',
  allows: 'change your DNS and edge settings',
};

export const cloudflare: readonly SecretRule[] = [
  named(shared, { id: 'cloudflare-token', says: 'a Cloudflare token', names: ['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN'], values: ['{40w}'] }),
];
