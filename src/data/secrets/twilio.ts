import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Twilio',
  source: 'https://www.twilio.com/docs/iam/access-tokens',
  rotateAt: 'console.twilio.com → Account',
  allows: 'send messages and calls on your bill',
};

export const twilio: readonly SecretRule[] = [
  named(shared, {
    id: 'twilio-auth-token',
    says: 'a Twilio auth token',
    names: ['TWILIO_AUTH_TOKEN'],
    values: ['{32h}'],
    nearMisses: ['TWILIO_AUTH_TOKEN=process.env.TWILIO_AUTH_TOKEN'],
  }),
  named(shared, {
    id: 'twilio-api-secret',
    says: 'a Twilio API key secret',
    names: ['TWILIO_API_SECRET', 'TWILIO_API_KEY_SECRET'],
    values: ['{32a}'],
    source: 'https://www.twilio.com/docs/iam/api-keys',
  }),
];
