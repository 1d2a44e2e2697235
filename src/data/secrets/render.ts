import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Render',
  source: 'https://render.com/docs/api',
  rotateAt: 'dashboard.render.com → Account settings → API keys',
  allows: 'deploy and read your services and their variables',
};

export const render: readonly SecretRule[] = [token(shared, { id: 'render-key', says: 'a Render key', shapes: ['rnd_{28-40a}'] })];
