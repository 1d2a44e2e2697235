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
  token(shared, {
    id: 'github-installation-token',
    says: 'a token of a GitHub app',
    shapes: ['ghs_{3-12d}_eyJ{20-200w}.{80-800w}.{40-400w}'],
    look: 'long',
    sure: false,
    source: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app',
    rotateAt: 'it ends by itself after an hour',
  }),
  token(shared, { id: 'github-fine-grained', says: 'a GitHub token', shapes: ['github_pat_{22a}_{59a}'] }),
];
