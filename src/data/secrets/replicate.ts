import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Replicate',
  source: 'https://replicate.com/docs/topics/security/api-tokens',
  rotateAt: 'replicate.com → API tokens',
  allows: SPENDS,
};

export const replicate: readonly SecretRule[] = [token(shared, { id: 'replicate-token', says: 'a Replicate token', shapes: ['r8_{37-40a}'] })];
