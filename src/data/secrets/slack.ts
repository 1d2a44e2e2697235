import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Slack',
  source: 'https://api.slack.com/authentication/token-types',
  rotateAt: 'api.slack.com → Your apps',
  allows: 'read and write in your Slack',
};

export const slack: readonly SecretRule[] = [
  token(shared, {
    id: 'slack-token',
    says: 'a Slack token',
    shapes: ['xoxb-{8-14d}-{20-120w}', 'xoxp-{8-14d}-{20-120w}', 'xoxa-{8-14d}-{20-120w}', 'xoxs-{8-14d}-{20-120w}', 'xoxr-{8-14d}-{20-120w}'],
  }),
  token(shared, {
    id: 'slack-app-token',
    says: 'a Slack app token',
    shapes: ['xapp-1-{8-14u}-{8-16d}-{40-70h}', 'xoxe-1-{140-180a}', 'xoxe.xoxp-1-{160-170a}', 'xoxe.xoxb-1-{160-170a}'],
  }),
  named(shared, {
    id: 'slack-signing-secret',
    says: 'a Slack signing secret',
    names: ['SLACK_SIGNING_SECRET'],
    values: ['{32h}'],
    allows: 'send you forged Slack events',
  }),
  token(shared, {
    id: 'slack-webhook',
    says: 'a Slack webhook address',
    shapes: [
      'https://hooks.slack.com/services/T{8-12u}/B{8-12u}/{24a}',
      'https://hooks.slack.com/workflows/T{8-12u}/A{8-12u}/{16-20d}/{24a}',
      'https://hooks.slack.com/triggers/{8-12u}/{10-16d}/{24-40l}',
    ],
    allows: 'post into your channel',
    nearMisses: ['https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX'],
  }),
];
