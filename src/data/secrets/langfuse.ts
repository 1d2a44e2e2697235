import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Langfuse',
  source: 'https://langfuse.com/docs/api',
  rotateAt: 'Langfuse → project settings',
  allows: 'read every recorded prompt and answer',
};

export const langfuse: readonly SecretRule[] = [
  token(shared, { id: 'langfuse-secret', says: 'a Langfuse secret key', shapes: ['sk-lf-{uuid}'] }),
  publicKey(shared, { id: 'langfuse-public', says: 'a Langfuse public key', shapes: ['pk-lf-{uuid}'] }),
];
