import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'DeepSeek',
  source: 'https://api-docs.deepseek.com/',
  rotateAt: 'platform.deepseek.com → API keys',
  allows: SPENDS,
};

export const deepseek: readonly SecretRule[] = [token(shared, { id: 'deepseek-key', says: 'a DeepSeek key', shapes: ['sk-{32l}'], near: /deepseek/i })];
