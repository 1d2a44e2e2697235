import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Buildkite',
  source: 'https://buildkite.com/docs/apis/managing-api-tokens',
  rotateAt: 'buildkite.com → Personal settings → API access tokens',
  allows: 'run your builds',
};

export const buildkite: readonly SecretRule[] = [token(shared, { id: 'buildkite-token', says: 'a Buildkite token', shapes: ['bkua_{40h}'] })];
