import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Plaid',
  source: 'https://plaid.com/docs/quickstart/glossary/',
  rotateAt: 'dashboard.plaid.com → Keys',
  allows: 'read the bank accounts of your users',
};

export const plaid: readonly SecretRule[] = [
  named(shared, { id: 'plaid-secret', says: 'a Plaid secret', names: ['PLAID_SECRET'], values: ['{30h}'] }),
  token(shared, { id: 'plaid-access-token', says: 'a Plaid access token', shapes: ['access-production-{uuid}'] }),
];
