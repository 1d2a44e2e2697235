import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Pusher',
  source: 'https://pusher.com/docs/channels/library_auth_reference/auth-signatures/',
  rotateAt: 'dashboard.pusher.com → App keys',
  allows: 'read and send messages of your users',
};

export const pusher: readonly SecretRule[] = [
  named(shared, { id: 'pusher-secret', says: 'a Pusher secret', names: ['PUSHER_SECRET', 'PUSHER_APP_SECRET'], values: ['{20h}'], bits: 80 }),
];
