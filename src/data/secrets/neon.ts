import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Neon',
  source: 'https://neon.tech/docs/manage/api-keys',
  rotateAt: 'console.neon.tech → API keys',
  allows: 'manage your databases',
};

export const neon: readonly SecretRule[] = [
  token(shared, { id: 'neon-key', says: 'a Neon key', shapes: ['napi_{40-80l}'] }),
  token(shared, {
    id: 'neon-password',
    says: 'a Neon database password',
    shapes: ['npg_{12-16a}'],
    bits: 60,
    source: 'https://neon.tech/docs/manage/roles',
    rotateAt: 'console.neon.tech → Branch → Roles → Reset password',
    allows: 'read, change and delete your data',
  }),
];
