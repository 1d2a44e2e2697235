import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Notion',
  source: 'https://developers.notion.com/reference/authentication',
  rotateAt: 'notion.so → Integrations',
  allows: 'read your pages',
};

export const notion: readonly SecretRule[] = [token(shared, { id: 'notion-token', says: 'a Notion token', shapes: ['ntn_{40-50a}', 'secret_{43a}'] })];
