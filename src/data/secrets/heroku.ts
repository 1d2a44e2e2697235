import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Heroku',
  source: 'https://devcenter.heroku.com/articles/authentication',
  rotateAt: 'dashboard.heroku.com → Account → API key',
  allows: 'deploy and read your apps and their variables',
};

export const heroku: readonly SecretRule[] = [
  token(shared, { id: 'heroku-token', says: 'a Heroku key', shapes: ['HRKU-AA{58w}'] }),
  named(shared, { id: 'heroku-key', says: 'a Heroku key', names: ['HEROKU_API_KEY', 'HEROKU_API_TOKEN'], values: ['{uuid}'] }),
];
