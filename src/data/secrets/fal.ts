import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'fal',
  source: 'https://docs.fal.ai/model-endpoints/authentication',
  rotateAt: 'fal.ai → Keys',
  allows: SPENDS,
};

export const fal: readonly SecretRule[] = [named(shared, { id: 'fal-key', says: 'a fal key', names: ['FAL_KEY'], values: ['{uuid}:{32h}'] })];
