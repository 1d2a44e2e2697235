import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Railway',
  source: 'https://docs.railway.com/reference/public-api',
  rotateAt: 'railway.com → Account settings → Tokens',
  allows: 'deploy and read your services and their variables',
};

export const railway: readonly SecretRule[] = [
  named(shared, { id: 'railway-token', says: 'a Railway token', names: ['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN'], values: ['{uuid}'] }),
];
