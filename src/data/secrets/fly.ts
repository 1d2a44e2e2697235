import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = { provider: 'Fly.io', source: 'https://fly.io/docs/security/tokens/', rotateAt: 'fly tokens list', allows: 'deploy your apps' };

export const fly: readonly SecretRule[] = [
  token(shared, { id: 'fly-token', says: 'a Fly.io token', shapes: ['fm2_{80-1900q}', 'fm1r_{80-1900q}', 'fm1a_{80-1900q}', 'fo1_{43w}'], look: 'long' }),
];
