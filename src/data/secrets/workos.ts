import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'WorkOS',
  source: 'https://workos.com/docs/reference',
  rotateAt: 'dashboard.workos.com → API keys',
  allows: 'read and change your users',
};

export const workos: readonly SecretRule[] = [
  token(shared, { id: 'workos-live-key', says: 'a WorkOS live key', shapes: ['sk_live_{20-120a}'], near: /workos/i }),
];
