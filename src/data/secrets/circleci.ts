import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'CircleCI',
  source: 'https://circleci.com/docs/managing-api-tokens/',
  rotateAt: 'app.circleci.com → Personal API tokens',
  allows: 'run your builds and read their variables',
};

export const circleci: readonly SecretRule[] = [
  token(shared, { id: 'circleci-token', says: 'a CircleCI token', shapes: ['CCIPAT_{22a}_{40h}', 'CCIPRJ_{22a}_{40h}'] }),
];
