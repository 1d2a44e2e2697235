import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Tavily',
  source: 'https://docs.tavily.com/documentation/api-reference/introduction',
  rotateAt: 'app.tavily.com',
  allows: 'spend your searches',
};

export const tavily: readonly SecretRule[] = [
  token(shared, { id: 'tavily-key', says: 'a Tavily key', shapes: ['tvly-{32a}', 'tvly-dev-{28-60w}', 'tvly-prod-{28-60w}'] }),
];
