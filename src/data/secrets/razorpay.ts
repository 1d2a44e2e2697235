import type { SecretRule } from '../../model/secret-rule.ts';
import { named, publicKey, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Razorpay',
  source: 'https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/',
  rotateAt: 'dashboard.razorpay.com → Account & Settings → API keys',
  allows: 'move real money and read your customers',
};

export const razorpay: readonly SecretRule[] = [
  named(shared, { id: 'razorpay-secret', says: 'a Razorpay key secret', names: ['RAZORPAY_KEY_SECRET', 'RAZORPAY_SECRET'], values: ['{24a}'] }),
  publicKey(shared, { id: 'razorpay-key-id', says: 'a Razorpay key id', shapes: ['rzp_live_{14a}', 'rzp_test_{14a}'] }),
];
