import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'LiveKit',
  source: 'https://docs.livekit.io/home/cloud/keys-and-tokens/',
  rotateAt: 'cloud.livekit.io → Settings → Keys',
  allows: 'join any call of your users',
};

export const livekit: readonly SecretRule[] = [
  named(shared, { id: 'livekit-secret', says: 'a LiveKit API secret', names: ['LIVEKIT_API_SECRET'], values: ['{40-64a}'] }),
];
