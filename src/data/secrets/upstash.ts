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
];
