import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'GitHub',
  source: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/about-authentication-with-a-github-app',
  rotateAt: 'github.com → Settings → Developer settings',
  allows: 'pretend to be your app at GitHub sign-in',
};

export const githubApp: readonly SecretRule[] = [
  named(shared, {
    id: 'github-client-secret',
    says: 'a GitHub client secret',
    names: ['GITHUB_CLIENT_SECRET', 'GITHUB_SECRET', 'AUTH_GITHUB_SECRET'],
    values: ['{40h}'],
  }),
];
