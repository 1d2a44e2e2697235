import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Lemon Squeezy',
  source: 'https://docs.lemonsqueezy.com/help/webhooks/signing-requests',
  rotateAt: 'app.lemonsqueezy.com → Settings → Webhooks',
  allows: 'send you forged payment events',
};

export const lemonSqueezy: readonly SecretRule[] = [
  named(shared, {
    id: 'lemon-squeezy-webhook-secret',
    says: 'a Lemon Squeezy webhook secret',
    names: ['LEMONSQUEEZY_WEBHOOK_SECRET', 'LEMON_SQUEEZY_WEBHOOK_SECRET', 'LEMONSQUEEZY_SIGNING_SECRET'],
    values: ['{20-64a}'],
  }),
];
