import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'age',
  source: 'https://github.com/FiloSottile/age',
  rotateAt: 'age-keygen, then encrypt again',
  allows: 'open everything encrypted for it',
};

export const age: readonly SecretRule[] = [token(shared, { id: 'age-key', says: 'an age private key', shapes: ['AGE-SECRET-KEY-1{58u}'] })];
