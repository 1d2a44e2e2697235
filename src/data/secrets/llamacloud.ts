import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'LlamaCloud',
  source: 'https://docs.cloud.llamaindex.ai/api_key',
  rotateAt: 'cloud.llamaindex.ai → API keys',
  allows: 'read and parse documents on your bill',
};

export const llamacloud: readonly SecretRule[] = [token(shared, { id: 'llamacloud-key', says: 'a LlamaCloud key', shapes: ['llx-{48-52w}'] })];
