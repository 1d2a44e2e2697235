import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Stytch',
  source: 'https://stytch.com/docs/workspace-management/api-keys',
  rotateAt: 'stytch.com → Dashboard → API keys',
  allows: 'sign in as any of your users',
};

export const stytch: readonly SecretRule[] = [
  token(shared, { id: 'stytch-secret', says: 'a Stytch secret', shapes: ['secret-live-{35w}='] }),
  token(shared, {
    id: 'stytch-test-secret',
    says: 'a Stytch test secret',
    shapes: ['secret-test-{35w}='],
    class: 'test-key',
    allows: 'play with your test users',
  }),
];
