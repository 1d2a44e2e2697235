import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Helicone',
  source: 'https://docs.helicone.ai/helicone-headers/helicone-auth',
  rotateAt: 'helicone.ai → API keys',
  allows: 'read every recorded prompt and answer',
};

export const helicone: readonly SecretRule[] = [
  token(shared, { id: 'helicone-key', says: 'a Helicone key', shapes: ['sk-helicone-{7l}-{7l}-{7l}-{7l}', 'sk-helicone-eu-{7l}-{7l}-{7l}-{7l}'] }),
  publicKey(shared, { id: 'helicone-public', says: 'a Helicone public key', shapes: ['pk-helicone-{7l}-{7l}-{7l}-{7l}'] }),
];
