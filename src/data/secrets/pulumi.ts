import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Pulumi',
  source: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
  rotateAt: 'app.pulumi.com → Personal access tokens',
  allows: 'change your infrastructure and read its state',
};

export const pulumi: readonly SecretRule[] = [token(shared, { id: 'pulumi-token', says: 'a Pulumi token', shapes: ['pul-{40h}'] })];
