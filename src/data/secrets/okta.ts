import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Okta',
  source: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
  rotateAt: 'Okta admin → Security → API → Tokens',
  allows: 'read and change your users',
};

export const okta: readonly SecretRule[] = [
  named(shared, { id: 'okta-token', says: 'an Okta token', names: ['OKTA_API_TOKEN', 'OKTA_TOKEN', 'OKTA_CLIENT_TOKEN'], values: ['00{40w}'] }),
];
