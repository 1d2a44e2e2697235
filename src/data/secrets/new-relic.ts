import type { SecretRule } from '../../model/secret-rule.ts';
import { named, publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'New Relic',
  source: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
  rotateAt: 'one.newrelic.com → API keys',
  allows: 'read and change your monitoring',
};

export const newRelic: readonly SecretRule[] = [
  token(shared, { id: 'new-relic-user-key', says: 'a New Relic user key', shapes: ['NRAK-{27u}'] }),
  token(shared, { id: 'new-relic-insert-key', says: 'a New Relic insert key', shapes: ['NRII-{32w}'], allows: 'send made-up events' }),
  publicKey(shared, { id: 'new-relic-browser-key', says: 'a New Relic browser key', shapes: ['NRJS-{19h}'] }),
  named(shared, {
    id: 'new-relic-license-key',
    says: 'a New Relic license key',
    names: ['NEW_RELIC_LICENSE_KEY'],
    values: ['{36h}NRAL', '{40h}'],
    allows: 'send made-up events',
  }),
];
