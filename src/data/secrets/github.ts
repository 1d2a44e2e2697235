import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'GitHub',
  source: 'https://github.blog/engineering/behind-githubs-new-authentication-token-formats/',
  rotateAt: 'github.com → Settings → Developer settings',
  allows: 'read or change your code',
};

export const github: readonly SecretRule[] = [
  token(shared, { id: 'github-token', says: 'a GitHub token', shapes: ['ghp_{36a}', 'gho_{36a}', 'ghu_{36a}', 'ghs_{36a}', 'ghr_{36a}'] }),
  token(shared, { id: 'github-fine-grained', says: 'a GitHub token', shapes: ['github_pat_{22a}_{59a}'] }),
];
