import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Xata',
  source: 'https://xata.io/docs/concepts/api-keys',
  rotateAt: 'app.xata.io → Account settings → API keys',
  allows: 'read and change your database',
};

export const xata: readonly SecretRule[] = [token(shared, { id: 'xata-key', says: 'a Xata key', shapes: ['xau_{32-60a}'] })];
