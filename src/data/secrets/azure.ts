import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Azure',
  source: 'https://learn.microsoft.com/azure/ai-services/openai/reference',
  rotateAt: 'portal.azure.com → Keys and endpoint',
  allows: SPENDS,
};

export const azure: readonly SecretRule[] = [
  named(shared, { id: 'azure-openai-key', says: 'an Azure OpenAI key', names: ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_KEY'], values: ['{32h}', '{84a}'] }),
];
