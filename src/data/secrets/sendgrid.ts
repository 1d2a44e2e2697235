import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'SendGrid',
  source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  rotateAt: 'app.sendgrid.com → API keys',
  allows: 'send mail in your name',
};

export const sendgrid: readonly SecretRule[] = [token(shared, { id: 'sendgrid-key', says: 'a SendGrid key', shapes: ['SG.{22w}.{43w}'] })];
