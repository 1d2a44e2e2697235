import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Intercom',
  source: 'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
  rotateAt: 'app.intercom.com → Developer hub',
  allows: 'read and answer your conversations',
};

export const intercom: readonly SecretRule[] = [
  named(shared, { id: 'intercom-token', says: 'an Intercom access token', names: ['INTERCOM_ACCESS_TOKEN', 'INTERCOM_TOKEN'], values: ['dG9rO{50-70q}'] }),
];
