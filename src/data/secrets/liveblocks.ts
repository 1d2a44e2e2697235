import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Liveblocks',
  source: 'https://liveblocks.io/docs/rooms/authentication',
  rotateAt: 'liveblocks.io → Project → API keys',
  allows: 'read and change the documents of your users',
};

export const liveblocks: readonly SecretRule[] = [
  token(shared, { id: 'liveblocks-key', says: 'a Liveblocks secret key', shapes: ['sk_prod_{60-70w}'] }),
  token(shared, {
    id: 'liveblocks-test-key',
    says: 'a Liveblocks development key',
    shapes: ['sk_dev_{60-70w}'],
    class: 'test-key',
    allows: 'play with your test data',
  }),
];
