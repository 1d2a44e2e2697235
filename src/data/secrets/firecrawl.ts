import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Firecrawl',
  source: 'https://docs.firecrawl.dev/introduction',
  rotateAt: 'firecrawl.dev → API keys',
  allows: 'spend your credits',
};

export const firecrawl: readonly SecretRule[] = [token(shared, { id: 'firecrawl-key', says: 'a Firecrawl key', shapes: ['fc-{32h}'] })];
