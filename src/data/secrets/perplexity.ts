import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Perplexity',
  source: 'https://docs.perplexity.ai/guides/getting-started',
  rotateAt: 'perplexity.ai → API settings',
  allows: SPENDS,
};

export const perplexity: readonly SecretRule[] = [token(shared, { id: 'perplexity-key', says: 'a Perplexity key', shapes: ['pplx-{40-60a}'] })];
