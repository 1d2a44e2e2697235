import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Discord',
  source: 'https://discord.com/developers/docs/reference#authentication',
  rotateAt: 'discord.com/developers → Bot',
  allows: 'speak as your bot and read what it is told',
};

export const discordBot: readonly SecretRule[] = [
  named(shared, { id: 'discord-bot-token', says: 'a Discord bot token', names: ['DISCORD_TOKEN', 'DISCORD_BOT_TOKEN'], values: ['{23-28w}.{6w}.{27-38w}'] }),
  named(shared, {
    id: 'discord-client-secret',
    says: 'a Discord client secret',
    names: ['DISCORD_CLIENT_SECRET'],
    values: ['{32w}'],
    allows: 'pretend to be your app at Discord sign-in',
  }),
];
