import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'NVIDIA',
  source: 'https://docs.api.nvidia.com/nim/reference/llm-apis',
  rotateAt: 'build.nvidia.com → API keys',
  allows: SPENDS,
};

export const nvidia: readonly SecretRule[] = [token(shared, { id: 'nvidia-key', says: 'an NVIDIA API key', shapes: ['nvapi-{60-72w}'] })];
