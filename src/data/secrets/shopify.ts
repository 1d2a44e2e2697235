import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Shopify',
  source: 'https://shopify.dev/docs/apps/build/authentication-authorization',
  rotateAt: 'Shopify admin → Apps',
  allows: 'read your shop',
};

export const shopify: readonly SecretRule[] = [
  token(shared, {
    id: 'shopify-token',
    says: 'a Shopify token',
    shapes: ['shpat_{32H}', 'shpss_{32H}', 'shppa_{32H}', 'shpca_{32H}', 'shpua_{32H}', 'shptka_{32H}'],
  }),
];
