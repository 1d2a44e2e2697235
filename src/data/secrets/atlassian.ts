import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Atlassian',
  source: 'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  rotateAt: 'id.atlassian.com → Security → API tokens',
  allows: 'read and change your Jira and Confluence',
};

export const atlassian: readonly SecretRule[] = [token(shared, { id: 'atlassian-token', says: 'an Atlassian token', shapes: ['ATATT3{180-220q}'] })];
