import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Airtable',
  source: 'https://airtable.com/developers/web/guides/personal-access-tokens',
  rotateAt: 'airtable.com → Builder hub → Personal access tokens',
  allows: 'read and change your bases',
};

export const airtable: readonly SecretRule[] = [
  named(shared, {
    id: 'airtable-token',
    says: 'an Airtable token',
    names: ['AIRTABLE_TOKEN', 'AIRTABLE_API_KEY', 'AIRTABLE_PAT', 'AIRTABLE_ACCESS_TOKEN', 'AIRTABLE_API_TOKEN', 'AIRTABLE_PERSONAL_ACCESS_TOKEN'],
    values: ['pat{14a}.{64h}'],
  }),
];
