import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Mailgun',
  source: 'https://documentation.mailgun.com/docs/mailgun/api-reference/intro/',
  rotateAt: 'mailgun.com → API keys',
  allows: 'send mail in your name',
};

export const mailgun: readonly SecretRule[] = [
  token(shared, { id: 'mailgun-key', says: 'a Mailgun key', shapes: ['key-{32h}'] }),
  named(shared, {
    id: 'mailgun-new-key',
    says: 'a Mailgun key',
    names: ['MAILGUN_API_KEY', 'MAILGUN_KEY', 'MAILGUN_SIGNING_KEY'],
    values: ['{32h}-{8h}-{8h}', '{32h}'],
  }),
];
