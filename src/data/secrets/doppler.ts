import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Doppler',
  source: 'https://docs.doppler.com/reference/auth-token-formats',
  rotateAt: 'dashboard.doppler.com',
  allows: 'read your other secrets',
};

export const doppler: readonly SecretRule[] = [
  token(shared, {
    id: 'doppler-token',
    says: 'a Doppler token',
    shapes: ['dp.st.{40-80k}', 'dp.pt.{40-80k}', 'dp.sa.{40-80k}', 'dp.ct.{40-80k}', 'dp.scim.{40-80k}', 'dp.audit.{40-80k}'],
  }),
];
