import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Postmark',
  source: 'https://postmarkapp.com/developer/api/overview',
  rotateAt: 'account.postmarkapp.com → API tokens',
  allows: 'send mail in your name',
};

export const postmark: readonly SecretRule[] = [
  named(shared, {
    id: 'postmark-token',
    says: 'a Postmark token',
    names: ['POSTMARK_SERVER_TOKEN', 'POSTMARK_API_TOKEN', 'POSTMARK_API_KEY'],
    values: ['{uuid}'],
  }),
];
