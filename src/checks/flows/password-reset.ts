import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const passwordResetFlowCheck = defineCheck(
  describeFlow({
    flow: 'password-reset',
    rows: ['M7'],
    title: 'A forgotten password can be replaced by mail',
    why: 'It is how half of your users come back; when it fails they open a second account or leave.',
    test: 'Ask for a new password with an address of yours, follow the link, log in with the new one.',
    breaks: 'Users who forgot their password cannot come back',
    class: 'blocker',
    impact: 'email',
    minutes: 60,
    steps: [
      LOOK_INTO_THE_LOG,
      'If no mail came: launch-ready mail shows how far it got.',
      'If the link is wrong: set the public address of the app (APP_URL, NEXTAUTH_URL, SITE_URL) in production; links are made from it.',
    ],
  }),
);
