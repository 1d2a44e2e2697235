import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Stripe',
  source: 'https://docs.stripe.com/keys',
  rotateAt: 'dashboard.stripe.com → API keys',
  allows: 'move real money and read your customers',
};

export const stripe: readonly SecretRule[] = [
  token(shared, { id: 'stripe-live-key', says: 'a Stripe live key', shapes: ['sk_live_{20-250a}', 'rk_live_{20-250a}'], nearMisses: ['desk_live_{30a}'] }),
  token(shared, {
    id: 'stripe-test-key',
    says: 'a Stripe or Clerk test key',
    shapes: ['sk_test_{20-250a}', 'rk_test_{20-250a}'],
    class: 'test-key',
    allows: 'play with your test data',
  }),
  token(shared, {
    id: 'stripe-webhook-secret',
    says: 'a Stripe or Svix webhook secret',
    shapes: ['whsec_{32-64p}'],
    allows: 'send you forged payment events',
    rotateAt: 'dashboard.stripe.com → Webhooks',
  }),
  publicKey(shared, { id: 'stripe-publishable-key', says: 'a Stripe or Clerk publishable key', shapes: ['pk_live_{20-250q}'] }),
  publicKey(shared, {
    id: 'stripe-publishable-test-key',
    says: 'a publishable test key of Stripe or Clerk',
    shapes: ['pk_test_{20-250q}'],
  }),
];
