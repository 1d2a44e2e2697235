import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Scaleway',
  source: 'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/',
  rotateAt: 'console.scaleway.com → IAM → API keys',
  allows: 'create and delete your servers',
};

export const scaleway: readonly SecretRule[] = [
  named(shared, { id: 'scaleway-key', says: 'a Scaleway secret key', names: ['SCW_SECRET_KEY'], values: ['{uuid}'] }),
];
