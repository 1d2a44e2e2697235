import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'E2B',
  source: 'https://e2b.dev/docs/api-key',
  rotateAt: 'e2b.dev → API keys',
  allows: 'run code on your bill',
};

export const e2b: readonly SecretRule[] = [token(shared, { id: 'e2b-key', says: 'an E2B key', shapes: ['e2b_{40h}'] })];
