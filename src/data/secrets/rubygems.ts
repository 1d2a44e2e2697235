import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'RubyGems',
  source: 'https://guides.rubygems.org/api-key-scopes/',
  rotateAt: 'rubygems.org → API keys',
  allows: 'publish your packages',
};

export const rubygems: readonly SecretRule[] = [token(shared, { id: 'rubygems-key', says: 'a RubyGems key', shapes: ['rubygems_{48h}'] })];
