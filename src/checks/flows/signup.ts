import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const signupFlowCheck = defineCheck(
  describeFlow({
    flow: 'signup',
    rows: ['M3'],
    title: 'New users can sign up',
    why: 'It is the first thing that everybody you paid to come does.',
    test: 'Sign up in a private window with an address you have not used.',
    breaks: 'Nobody can sign up',
    class: 'blocker',
    impact: 'revenue',
    minutes: 45,
    steps: [
      LOOK_INTO_THE_LOG,
      'Look whether the database takes new rows (migrations applied?) and whether the sending service is set up, if a mail is part of it.',
    ],
  }),
);
