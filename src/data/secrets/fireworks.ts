import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Fireworks AI',
  source: 'https://docs.fireworks.ai/api-reference/introduction',
  rotateAt: 'fireworks.ai → API keys',
  allows: SPENDS,
};

export const fireworks: readonly SecretRule[] = [
  token(shared, { id: 'fireworks-key', says: 'a Fireworks key', shapes: ['fw_{22-28a}'] }),
  named(shared, { id: 'fireworks-named-key', says: 'a Fireworks key', names: ['FIREWORKS_API_KEY'], values: ['{40-64a}'] }),
];
