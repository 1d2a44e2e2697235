import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'DigitalOcean',
  source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  rotateAt: 'cloud.digitalocean.com → API',
  allows: 'manage your servers',
};

export const digitalocean: readonly SecretRule[] = [
  token(shared, { id: 'digitalocean-token', says: 'a DigitalOcean token', shapes: ['dop_v1_{64h}', 'doo_v1_{64h}', 'dor_v1_{64h}'] }),
];
