import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Cohere',
  source: 'https://docs.cohere.com/docs/rate-limits',
  rotateAt: 'dashboard.cohere.com → API keys',
  allows: SPENDS,
};

export const cohere: readonly SecretRule[] = [
  named(shared, { id: 'cohere-key', says: 'a Cohere key', names: ['COHERE_API_KEY', 'CO_API_KEY'], values: ['{40a}'] }),
];
