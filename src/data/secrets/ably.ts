import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Ably',
  source: 'https://ably.com/docs/auth/basic',
  rotateAt: 'ably.com → API keys',
  allows: 'read and send messages of your users',
};

export const ably: readonly SecretRule[] = [
  named(shared, { id: 'ably-key', says: 'an Ably key', names: ['ABLY_API_KEY', 'ABLY_KEY'], values: ['{6w}.{6w}:{43w}'] }),
];
