import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Cerebras',
  source: 'https://inference-docs.cerebras.ai/quickstart',
  rotateAt: 'cloud.cerebras.ai → API keys',
  allows: SPENDS,
};

export const cerebras: readonly SecretRule[] = [token(shared, { id: 'cerebras-key', says: 'a Cerebras key', shapes: ['csk-{48l}'] })];
