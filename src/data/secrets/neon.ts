import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Neon',
  source: 'https://neon.tech/docs/manage/api-keys',
  rotateAt: 'console.neon.tech → API keys',
  allows: 'manage your databases',
};

export const neon: readonly SecretRule[] = [token(shared, { id: 'neon-key', says: 'a Neon key', shapes: ['napi_{40-80l}'] })];
