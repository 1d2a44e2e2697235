import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'PyPI',
  source: 'https://pypi.org/help/#apitoken',
  rotateAt: 'pypi.org → API tokens',
  allows: 'publish packages in your name',
};

export const pypi: readonly SecretRule[] = [token(shared, { id: 'pypi-token', says: 'a PyPI token', shapes: ['pypi-AgEIcHlwaS5vcmc{50-200w}'] })];
