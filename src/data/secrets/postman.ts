import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Postman',
  source: 'https://learning.postman.com/docs/developer/postman-api/authentication/',
  rotateAt: 'postman.com → Settings → API keys',
  allows: 'read your collections and their secrets',
};

export const postman: readonly SecretRule[] = [token(shared, { id: 'postman-key', says: 'a Postman key', shapes: ['PMAK-{24h}-{34h}'] })];
