import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Figma',
  source: 'https://developers.figma.com/docs/rest-api/authentication/',
  rotateAt: 'figma.com → Settings → Security',
  allows: 'read and comment your designs',
};

export const figma: readonly SecretRule[] = [
  token(shared, { id: 'figma-token', says: 'a Figma token', shapes: ['figd_{38-60w}', 'figu_{38-60w}', 'figor_{38-60w}'] }),
];
