import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Discord',
  source: 'https://discord.com/developers/docs/resources/webhook',
  rotateAt: 'Discord → Integrations',
  allows: 'post into your channel',
};

export const discord: readonly SecretRule[] = [
  token(shared, {
    id: 'discord-webhook',
    says: 'a Discord webhook address',
    shapes: ['https://discord.com/api/webhooks/{17-20d}/{60-80w}', 'https://discordapp.com/api/webhooks/{17-20d}/{60-80w}'],
  }),
];
