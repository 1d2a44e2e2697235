import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'X (Twitter)',
  source: 'https://docs.x.com/fundamentals/authentication/overview',
  rotateAt: 'developer.x.com → Keys and tokens',
  allows: 'read and post as you',
};

export const x: readonly SecretRule[] = [
  named(shared, {
    id: 'x-api-secret',
    says: 'an X API secret',
    names: ['TWITTER_API_SECRET', 'TWITTER_CONSUMER_SECRET', 'TWITTER_CLIENT_SECRET', 'X_API_SECRET'],
    values: ['{50w}'],
  }),
  named(shared, {
    id: 'x-access-secret',
    says: 'an X access token secret',
    names: ['TWITTER_ACCESS_TOKEN_SECRET', 'TWITTER_ACCESS_SECRET'],
    values: ['{45a}'],
  }),
];
