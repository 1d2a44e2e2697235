import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Polar',
  source: 'https://polar.sh/docs/integrate/oat',
  rotateAt: 'polar.sh → Settings → Developers',
  allows: 'move real money and read your customers',
};

export const polar: readonly SecretRule[] = [
  token(shared, { id: 'polar-token', says: 'a Polar token', shapes: ['polar_oat_{40-60w}', 'polar_pat_{40-60w}'] }),
  token(shared, { id: 'polar-webhook-secret', says: 'a Polar webhook secret', shapes: ['polar_whs_{32-60w}'], allows: 'send you forged payment events' }),
];
