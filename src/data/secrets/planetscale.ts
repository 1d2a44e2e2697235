import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'PlanetScale',
  source: 'https://planetscale.com/docs/api/reference/service-tokens',
  rotateAt: 'app.planetscale.com',
  allows: 'read your database',
};

export const planetscale: readonly SecretRule[] = [
  token(shared, {
    id: 'planetscale-token',
    says: 'a PlanetScale password or token',
    shapes: ['pscale_tkn_{32-64k}', 'pscale_pw_{32-64k}', 'pscale_oauth_{32-64k}'],
  }),
];
