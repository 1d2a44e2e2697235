import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Sanity',
  source: 'https://www.sanity.io/docs/content-lake/http-auth',
  rotateAt: 'sanity.io/manage → API → Tokens',
  allows: 'read and change your content',
};

export const sanity: readonly SecretRule[] = [
  named(shared, {
    id: 'sanity-token',
    says: 'a Sanity token',
    names: ['SANITY_API_TOKEN', 'SANITY_WRITE_TOKEN', 'SANITY_API_WRITE_TOKEN', 'SANITY_TOKEN', 'SANITY_API_READ_TOKEN'],
    values: ['sk{80-200a}'],
  }),
];
