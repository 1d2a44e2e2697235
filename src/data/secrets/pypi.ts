import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'PyPI',
  source: 'https://pypi.org/help/#apitoken',
  rotateAt: 'pypi.org → API tokens',
  allows: 'publish packages in your name',
};

export const pypi: readonly SecretRule[] = [
  token(shared, { id: 'pypi-token', says: 'a PyPI token', shapes: ['pypi-AgEIcHlwaS5vcmc{50-1900w}', 'pypi-AgENdGVzdC5weXBpLm9yZ{50-1900w}'], look: 'long' }),
];
