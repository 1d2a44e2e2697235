import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const confirmationMailFlowCheck = defineCheck(
  describeFlow({
    flow: 'confirmation-mail',
    rows: ['M9'],
    title: 'Who writes gets a mail back',
    why: 'People wait for it to know that it worked; without it they send again, or call.',
    test: 'Send the form with an address of yours and wait for the mail.',
    breaks: 'The mail that confirms a form does not come',
    class: 'incident',
    impact: 'email',
    minutes: 45,
    steps: [LOOK_INTO_THE_LOG, 'launch-ready mail shows how far a mail of the app gets, and why it is not delivered.'],
  }),
);
