import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Snyk',
  source: 'https://docs.snyk.io/snyk-api/authentication-for-api',
  rotateAt: 'app.snyk.io → Account settings',
  allows: 'read the flaws of your code',
};

export const snyk: readonly SecretRule[] = [
  named(shared, { id: 'snyk-token', says: 'a Snyk token', names: ['SNYK_TOKEN', 'SNYK_API_TOKEN'], values: ['{uuid}'] }),
];
