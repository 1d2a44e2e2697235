import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'npm',
  source: 'https://docs.npmjs.com/about-access-tokens',
  rotateAt: 'npmjs.com → Access tokens',
  allows: 'publish packages in your name',
};

export const npm: readonly SecretRule[] = [token(shared, { id: 'npm-token', says: 'an npm token', shapes: ['npm_{36a}'] })];
