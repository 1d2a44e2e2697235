import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Contentful',
  source: 'https://www.contentful.com/developers/docs/references/authentication/',
  rotateAt: 'app.contentful.com → CMA tokens',
  allows: 'change and delete your content',
};

export const contentful: readonly SecretRule[] = [token(shared, { id: 'contentful-token', says: 'a Contentful management token', shapes: ['CFPAT-{43w}'] })];
