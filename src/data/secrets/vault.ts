import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'HashiCorp Vault',
  source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  rotateAt: 'vault token revoke',
  allows: 'read the secrets that it may read',
};

export const vault: readonly SecretRule[] = [
  token(shared, { id: 'vault-token', says: 'a Vault token', shapes: ['hvs.{90-120w}', 'hvr.{90-120w}', 'hvb.{138-300w}'] }),
];
