import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Stability AI',
  source: 'https://platform.stability.ai/docs/getting-started/authentication',
  rotateAt: 'platform.stability.ai → API keys',
  allows: SPENDS,
};

export const stability: readonly SecretRule[] = [token(shared, { id: 'stability-key', says: 'a Stability AI key', shapes: ['sk-{48a}'], near: /stability/i })];
