import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Qdrant',
  source: 'https://qdrant.tech/documentation/cloud/authentication/',
  rotateAt: 'cloud.qdrant.io → API keys',
  allows: 'read and delete your vector data',
};

export const qdrant: readonly SecretRule[] = [named(shared, { id: 'qdrant-key', says: 'a Qdrant key', names: ['QDRANT_API_KEY'], values: ['{50-60w}'] })];
