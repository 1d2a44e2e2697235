import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Weaviate',
  source: 'https://docs.weaviate.io/cloud/manage-clusters/authentication',
  rotateAt: 'console.weaviate.cloud → your cluster → API keys',
  allows: 'read and delete your vector data',
};

export const weaviate: readonly SecretRule[] = [
  named(shared, {
    id: 'weaviate-key',
    says: 'a Weaviate key',
    names: ['WEAVIATE_API_KEY', 'WEAVIATE_ADMIN_KEY', 'WCD_API_KEY', 'WCS_API_KEY'],
    values: ['{32-64a}', '{36-120q}'],
  }),
];
