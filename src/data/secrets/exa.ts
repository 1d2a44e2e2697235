import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Exa',
  source: 'https://docs.exa.ai/reference/getting-started',
  rotateAt: 'dashboard.exa.ai → API keys',
  allows: 'spend your searches',
};

export const exa: readonly SecretRule[] = [named(shared, { id: 'exa-key', says: 'an Exa key', names: ['EXA_API_KEY'], values: ['{uuid}'] })];
