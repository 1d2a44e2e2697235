import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'MongoDB Atlas',
  source: 'https://www.mongodb.com/docs/atlas/configure-api-access/',
  rotateAt: 'cloud.mongodb.com → Access Manager',
  allows: 'manage your databases',
};

export const mongodb: readonly SecretRule[] = [
  token(shared, { id: 'mongodb-service-secret', says: 'a MongoDB Atlas service account secret', shapes: ['mdb_sa_sk_{40-60w}'] }),
  named(shared, {
    id: 'mongodb-atlas-key',
    says: 'a MongoDB Atlas private key',
    names: ['MONGODB_ATLAS_PRIVATE_KEY', 'ATLAS_PRIVATE_KEY'],
    values: ['{uuid}'],
  }),
];
