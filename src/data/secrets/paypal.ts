import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'PayPal',
  source: 'https://developer.paypal.com/api/rest/',
  rotateAt: 'developer.paypal.com → Apps & credentials',
  allows: 'move real money',
};

export const paypal: readonly SecretRule[] = [
  named(shared, {
    id: 'paypal-secret',
    says: 'a PayPal client secret',
    names: ['PAYPAL_CLIENT_SECRET', 'PAYPAL_SECRET', 'PAYPAL_SECRET_KEY'],
    values: ['{80w}'],
  }),
  token(shared, { id: 'braintree-token', says: 'a Braintree access token', shapes: ['access_token$production${16l}${32h}'] }),
];
