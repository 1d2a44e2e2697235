import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Databricks',
  source: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
  rotateAt: 'Databricks → User settings → Access tokens',
  allows: 'read your data and run jobs on your bill',
};

export const databricks: readonly SecretRule[] = [token(shared, { id: 'databricks-token', says: 'a Databricks token', shapes: ['dapi{32h}'] })];
