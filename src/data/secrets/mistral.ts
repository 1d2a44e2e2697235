import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Mistral',
  source: 'https://docs.mistral.ai/getting-started/quickstart/',
  rotateAt: 'console.mistral.ai → API keys',
  allows: SPENDS,
};

export const mistral: readonly SecretRule[] = [
  named(shared, { id: 'mistral-key', says: 'a Mistral key', names: ['MISTRAL_API_KEY', 'MISTRAL_KEY'], values: ['{32a}'] }),
];
