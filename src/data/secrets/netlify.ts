import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Netlify',
  source: 'https://docs.netlify.com/api/get-started/',
  rotateAt: 'app.netlify.com → Applications',
  allows: 'deploy your sites',
};

export const netlify: readonly SecretRule[] = [
  token(shared, { id: 'netlify-token', says: 'a Netlify token', shapes: ['nfp_{36-50a}', 'nfo_{36-50a}', 'nfc_{36-50a}', 'nfu_{36-50a}', 'nfb_{36-50a}'] }),
];
