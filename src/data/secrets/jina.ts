import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Jina AI',
  source: 'https://jina.ai/embeddings/',
  rotateAt: 'jina.ai → API keys',
  allows: SPENDS,
};

export const jina: readonly SecretRule[] = [token(shared, { id: 'jina-key', says: 'a Jina key', shapes: ['jina_{32h}{24-40w}'] })];
