import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Algolia',
  source: 'https://www.algolia.com/doc/guides/security/api-keys/',
  rotateAt: 'dashboard.algolia.com → API keys',
  allows: 'change and delete your search index',
};

export const algolia: readonly SecretRule[] = [
  named(shared, {
    id: 'algolia-admin-key',
    says: 'an Algolia admin key',
    names: ['ALGOLIA_ADMIN_KEY', 'ALGOLIA_ADMIN_API_KEY', 'ALGOLIA_WRITE_API_KEY', 'ALGOLIA_WRITE_KEY'],
    values: ['{32h}'],
  }),
  named(shared, {
    id: 'algolia-search-key',
    says: 'an Algolia search key',
    names: ['ALGOLIA_SEARCH_KEY', 'ALGOLIA_SEARCH_API_KEY', 'ALGOLIA_SEARCH_ONLY_API_KEY'],
    values: ['{32h}'],
    class: 'public',
    allows: 'nothing: it is meant to be seen',
  }),
];
