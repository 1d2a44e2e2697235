import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'OpenRouter',
  source: 'https://openrouter.ai/docs/api-reference/authentication',
  rotateAt: 'openrouter.ai → Keys',
  allows: SPENDS,
};

export const openrouter: readonly SecretRule[] = [token(shared, { id: 'openrouter-key', says: 'an OpenRouter key', shapes: ['sk-or-v1-{64h}'] })];
