import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Brevo',
  source: 'https://developers.brevo.com/docs/getting-started',
  rotateAt: 'app.brevo.com → SMTP & API',
  allows: 'send mail as you and read your contacts',
};

export const brevo: readonly SecretRule[] = [token(shared, { id: 'brevo-key', says: 'a Brevo key', shapes: ['xkeysib-{64h}-{16a}', 'xsmtpsib-{64h}-{16a}'] })];
