import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Tailscale',
  source: 'https://tailscale.com/kb/1277/key-prefixes',
  rotateAt: 'login.tailscale.com → Settings → Keys',
  allows: 'join and change your private network',
};

export const tailscale: readonly SecretRule[] = [
  token(shared, {
    id: 'tailscale-key',
    says: 'a Tailscale key',
    shapes: ['tskey-api-{10-20a}-{20-40a}', 'tskey-auth-{10-20a}-{20-40a}', 'tskey-client-{10-20a}-{20-40a}'],
  }),
];
