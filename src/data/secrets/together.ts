import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Together AI',
  source: 'https://docs.together.ai/docs/api-keys-authentication',
  rotateAt: 'api.together.ai → Settings → API keys',
  allows: SPENDS,
};

export const together: readonly SecretRule[] = [
  token(shared, { id: 'together-token', says: 'a Together AI key', shapes: ['tgp_v1_{40-46w}'] }),
  named(shared, { id: 'together-key', says: 'a Together AI key', names: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY'], values: ['{64h}'] }),
];
