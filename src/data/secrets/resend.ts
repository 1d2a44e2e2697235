import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Resend',
  source: 'https://resend.com/docs/dashboard/api-keys/introduction',
  rotateAt: 'resend.com → API keys',
  allows: 'send mail in your name',
};

export const resend: readonly SecretRule[] = [token(shared, { id: 'resend-key', says: 'a Resend key', shapes: ['re_{6-10a}_{20-32a}'] })];
