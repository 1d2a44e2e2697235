import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Hetzner',
  source: 'https://docs.hetzner.cloud/#getting-started',
  rotateAt: 'console.hetzner.com → Security → API tokens',
  allows: 'create and delete your servers',
};

export const hetzner: readonly SecretRule[] = [
  named(shared, { id: 'hetzner-token', says: 'a Hetzner token', names: ['HCLOUD_TOKEN', 'HETZNER_API_TOKEN', 'HETZNER_TOKEN'], values: ['{64a}'] }),
];
