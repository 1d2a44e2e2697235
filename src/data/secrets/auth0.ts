import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Auth0',
  source: 'https://auth0.com/docs/get-started/applications/application-settings',
  rotateAt: 'manage.auth0.com → Applications → Settings',
  allows: 'pretend to be your app and read your users',
};

export const auth0: readonly SecretRule[] = [
  named(shared, {
    id: 'auth0-client-secret',
    says: 'an Auth0 client secret',
    names: ['AUTH0_CLIENT_SECRET', 'AUTH0_SECRET', 'AUTH0_M2M_CLIENT_SECRET'],
    values: ['{64w}', '{48w}'],
  }),
];
