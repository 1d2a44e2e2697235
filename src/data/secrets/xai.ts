import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = { provider: 'xAI', source: 'https://docs.x.ai/docs/tutorial', rotateAt: 'console.x.ai → API keys', allows: SPENDS };

export const xai: readonly SecretRule[] = [token(shared, { id: 'xai-key', says: 'an xAI key', shapes: ['xai-{70-90w}'] })];
