import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Paddle',
  source: 'https://developer.paddle.com/api-reference/about/api-keys',
  rotateAt: 'vendors.paddle.com → Developer tools → Authentication',
  allows: 'move real money and read your customers',
};

export const paddle: readonly SecretRule[] = [
  token(shared, { id: 'paddle-live-key', says: 'a Paddle live key', shapes: ['pdl_live_apikey_{26l}_{22a}_{3a}'] }),
  token(shared, {
    id: 'paddle-test-key',
    says: 'a Paddle sandbox key',
    shapes: ['pdl_sdbx_apikey_{26l}_{22a}_{3a}'],
    class: 'test-key',
    allows: 'play with your test data',
  }),
  token(shared, { id: 'paddle-webhook-secret', says: 'a Paddle webhook secret', shapes: ['pdl_ntfset_{26l}_{32p}'], allows: 'send you forged payment events' }),
];
