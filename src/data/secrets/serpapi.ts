import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'SerpApi',
  source: 'https://serpapi.com/search-api',
  rotateAt: 'serpapi.com → API key',
  allows: 'spend your searches',
};

export const serpapi: readonly SecretRule[] = [
  named(shared, { id: 'serpapi-key', says: 'a SerpApi key', names: ['SERPAPI_API_KEY', 'SERPAPI_KEY'], values: ['{64h}'] }),
];
