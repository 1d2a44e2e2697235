import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = { provider: 'Linear', source: 'https://linear.app/developers/graphql', rotateAt: 'linear.app → API', allows: 'read your tickets' };

export const linear: readonly SecretRule[] = [
  token(shared, { id: 'linear-key', says: 'a Linear key', shapes: ['lin_api_{40a}', 'lin_oauth_{64h}', 'lin_wh_{40-64a}'] }),
];
