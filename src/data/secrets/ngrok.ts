import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'ngrok',
  source: 'https://ngrok.com/docs/agent/',
  rotateAt: 'dashboard.ngrok.com → Authtokens',
  allows: 'open tunnels as you',
};

export const ngrok: readonly SecretRule[] = [
  named(shared, { id: 'ngrok-token', says: 'an ngrok authtoken', names: ['NGROK_AUTHTOKEN', 'NGROK_AUTH_TOKEN'], values: ['{24-32a}_{18-26a}'] }),
];
