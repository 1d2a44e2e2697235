import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Sentry',
  source: 'https://docs.sentry.io/account/auth-tokens/',
  rotateAt: 'sentry.io → Auth tokens',
  allows: 'read your error reports',
};

export const sentry: readonly SecretRule[] = [
  token(shared, { id: 'sentry-token', says: 'a Sentry token', shapes: ['sntrys_{40-200q}', 'sntryu_{40-200q}', 'sntrya_{40-200q}'] }),
];
