import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'OpenAI',
  source: 'https://platform.openai.com/docs/api-reference/authentication',
  rotateAt: 'platform.openai.com → API keys',
  allows: SPENDS,
};

export const openai: readonly SecretRule[] = [
  token(shared, {
    id: 'openai-key',
    says: 'an OpenAI key',
    shapes: ['sk-proj-{40-200w}', 'sk-svcacct-{40-200w}', 'sk-service-{40-200w}', 'sk-admin-{40-200w}'],
    nearMisses: ['sk-proj-your-key-goes-here'],
  }),
  token(shared, {
    id: 'ai-key',
    says: 'an AI provider key (OpenAI style)',
    shapes: ['sk-{32-64a}'],
    provider: 'OpenAI or compatible',
    rotateAt: "the provider's API key page",
    nearMisses: ['task-{48a}', 'sk-learn-pipelines-and-a-very-long-kebab-case-name'],
  }),
];
