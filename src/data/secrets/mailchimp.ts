import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Mailchimp',
  source: 'https://mailchimp.com/developer/marketing/guides/quick-start/',
  rotateAt: 'mailchimp.com → Extras → API keys',
  allows: 'send mail as you and read your contacts',
};

export const mailchimp: readonly SecretRule[] = [
  named(shared, { id: 'mailchimp-key', says: 'a Mailchimp key', names: ['MAILCHIMP_API_KEY', 'MAILCHIMP_KEY'], values: ['{32h}-us{1-2d}'] }),
  token(shared, { id: 'mandrill-key', says: 'a Mandrill key', shapes: ['md-{22w}'], near: /mandrill/i }),
];
