import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Upstash',
  source: 'https://upstash.com/docs/redis/features/restapi',
  rotateAt: 'console.upstash.com',
  allows: 'read and change your cached data',
};

export const upstash: readonly SecretRule[] = [
  named(shared, { id: 'upstash-token', says: 'an Upstash token', names: ['UPSTASH_REDIS_REST_TOKEN', 'KV_REST_API_TOKEN'], values: ['{40-120q}'] }),
  named(shared, { id: 'upstash-vector-token', says: 'an Upstash Vector token', names: ['UPSTASH_VECTOR_REST_TOKEN'], values: ['{40-120q}'] }),
  named(shared, {
    id: 'upstash-qstash-token',
    says: 'an Upstash QStash token',
    names: ['QSTASH_TOKEN'],
    values: ['{40-160q}'],
    allows: 'send messages to your app',
  }),
  named(shared, {
    id: 'upstash-signing-key',
    says: 'an Upstash QStash signing key',
    names: ['QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    values: ['sig_{20-40a}'],
    allows: 'send you forged messages',
  }),
];
