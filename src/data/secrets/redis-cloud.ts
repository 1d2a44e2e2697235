import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Redis Cloud',
  source: 'https://redis.io/docs/latest/operate/rc/api/get-started/manage-api-keys/',
  rotateAt: 'app.redislabs.com → Access management → API keys',
  allows: 'manage your databases',
};

export const redisCloud: readonly SecretRule[] = [
  named(shared, { id: 'redis-cloud-key', says: 'a Redis Cloud API secret', names: ['REDISCLOUD_SECRET_KEY', 'REDIS_CLOUD_SECRET_KEY'], values: ['{40-60l}'] }),
];
