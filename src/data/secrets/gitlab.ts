import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'GitLab',
  source: 'https://docs.gitlab.com/security/tokens/',
  rotateAt: 'gitlab.com → Access tokens',
  allows: 'read or change your code',
};

export const gitlab: readonly SecretRule[] = [token(shared, { id: 'gitlab-token', says: 'a GitLab token', shapes: ['glpat-{20-60w}'] })];
