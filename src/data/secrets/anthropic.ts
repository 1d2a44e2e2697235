import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Anthropic',
  source: 'https://docs.anthropic.com/en/api/overview',
  rotateAt: 'console.anthropic.com → API keys',
  allows: SPENDS,
};

export const anthropic: readonly SecretRule[] = [
  token(shared, { id: 'anthropic-key', says: 'an Anthropic key', shapes: ['sk-ant-{3-5z}{2d}-{40-160w}'], nearMisses: ['sk-ant-api03-your-key'] }),
];
