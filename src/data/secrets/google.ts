import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Google',
  source: 'https://cloud.google.com/docs/authentication/api-keys',
  rotateAt: 'console.cloud.google.com → Credentials',
  allows: 'spend your quota on paid Google services such as Gemini',
};

export const google: readonly SecretRule[] = [
  token(shared, {
    id: 'google-client-secret',
    says: 'a Google sign-in client secret',
    shapes: ['GOCSPX-{28w}'],
    allows: 'pretend to be your app at Google sign-in',
  }),
  token(shared, { id: 'google-key', says: 'a Google API key', shapes: ['AIza{35w}'], look: 'google' }),
];
