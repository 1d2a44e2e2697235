import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Turso',
  source: 'https://docs.turso.tech/sdk/authentication',
  rotateAt: 'turso db tokens invalidate',
  allows: 'read and change your database',
};

export const turso: readonly SecretRule[] = [
  named(shared, {
    id: 'turso-token',
    says: 'a Turso database token',
    names: ['TURSO_AUTH_TOKEN', 'TURSO_DATABASE_AUTH_TOKEN', 'LIBSQL_AUTH_TOKEN'],
    values: ['eyJ{20-80w}.{20-250w}.{60-100w}'],
  }),
];
