import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: '1Password',
  source: 'https://developer.1password.com/docs/service-accounts/security/',
  rotateAt: 'my.1password.com → Developer → Service accounts',
  allows: 'read the secrets of its vaults',
};

export const onepassword: readonly SecretRule[] = [
  token(shared, { id: 'onepassword-token', says: 'a 1Password service account token', shapes: ['ops_eyJ{250-1400q}'], look: 'long' }),
  token(shared, { id: 'onepassword-secret-key', says: 'a 1Password secret key', shapes: ['A3-{6u}-{6u}-{5u}-{5u}-{5u}-{5u}', 'A3-{6u}-{11u}-{5u}-{5u}-{5u}'] }),
];
