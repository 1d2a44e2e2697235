import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Hugging Face',
  source: 'https://huggingface.co/docs/hub/security-tokens',
  rotateAt: 'huggingface.co → Access tokens',
  allows: 'read your private models and data sets',
};

export const huggingFace: readonly SecretRule[] = [
  token(shared, { id: 'huggingface-token', says: 'a Hugging Face token', shapes: ['hf_{30-40a}', 'api_org_{34a}'], nearMisses: ['hf_{20a}'] }),
];
