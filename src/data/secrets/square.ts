import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Square',
  source: 'https://developer.squareup.com/docs/build-basics/access-tokens',
  rotateAt: 'developer.squareup.com → Credentials',
  allows: 'move real money and read your customers',
};

export const square: readonly SecretRule[] = [
  token(shared, { id: 'square-token', says: 'a Square token', shapes: ['sq0atp-{22w}', 'sq0csp-{43w}'] }),
  named(shared, { id: 'square-access-token', says: 'a Square access token', names: ['SQUARE_ACCESS_TOKEN', 'SQUARE_TOKEN'], values: ['EAAA{60w}'] }),
];
