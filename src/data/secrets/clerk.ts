import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Clerk',
  source: 'https://clerk.com/docs/deployments/clerk-environment-variables',
  rotateAt: 'dashboard.clerk.com → API keys',
  allows: 'sign in as any of your users',
};

export const clerk: readonly SecretRule[] = [token(shared, { id: 'clerk-live-key', says: 'a Clerk live key', shapes: ['sk_live_{30-60a}'], near: /clerk/i })];
