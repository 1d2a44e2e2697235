import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'SonarQube',
  source: 'https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/',
  rotateAt: 'SonarQube → My account → Security',
  allows: 'read your code and its flaws',
};

export const sonar: readonly SecretRule[] = [token(shared, { id: 'sonar-token', says: 'a SonarQube token', shapes: ['squ_{40h}', 'sqp_{40h}', 'sqa_{40h}'] })];
