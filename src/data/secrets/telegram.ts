import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Telegram',
  source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
  rotateAt: '@BotFather → /revoke',
  allows: 'speak as your bot and read what it is told',
};

export const telegram: readonly SecretRule[] = [token(shared, { id: 'telegram-bot-token', says: 'a Telegram bot token', shapes: ['{8-10d}:AA{33w}'] })];
