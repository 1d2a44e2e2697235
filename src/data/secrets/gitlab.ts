import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'GitLab',
  source: 'https://docs.gitlab.com/security/tokens/',
  rotateAt: 'gitlab.com → Access tokens',
  allows: 'read or change your code',
};

export const gitlab: readonly SecretRule[] = [
  token(shared, {
    id: 'gitlab-token',
    says: 'a GitLab token',
    shapes: [
      'glpat-{20-60w}',
      'glpat-{27-300w}.{2l}{7l}',
      'gldt-{20-60w}',
      'glptt-{40h}',
      'glrt-{20-60w}',
      'glrt-t{1d}_{27-300w}.{2l}{7l}',
      'glcbt-{1-5a}_{20w}',
      'glagent-{50w}',
      'glsoat-{20w}',
      'gloas-{64w}',
    ],
  }),
  token(shared, { id: 'gitlab-runner-token', says: 'a GitLab runner registration token', shapes: ['GR1348941{20w}'], allows: 'run as a builder of your code' }),
  token(shared, {
    id: 'gitlab-mail-token',
    says: 'a GitLab feed or mail token',
    shapes: ['glft-{20w}', 'glimt-{25w}'],
    allows: 'read your activity or create issues as you',
  }),
];
