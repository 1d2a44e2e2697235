import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'LangSmith',
  source: 'https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key',
  rotateAt: 'smith.langchain.com → Settings',
  allows: 'read every recorded prompt and answer',
};

export const langsmith: readonly SecretRule[] = [
  token(shared, { id: 'langsmith-key', says: 'a LangSmith key', shapes: ['lsv2_pt_{32h}_{10h}', 'lsv2_sk_{32h}_{10h}'] }),
];
