import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const authCallbackFlowCheck = defineCheck(
  describeFlow({
    flow: 'auth-callback',
    rows: ['M12'],
    title: 'The way back from a sign-in elsewhere is there',
    why: 'After a move to a new domain this address is the one that is forgotten: “Sign in with Google” then ends on an error page.',
    test: 'Sign in with the other service, and once press Cancel there.',
    breaks: 'Who comes back from the sign-in of another service meets an error',
    class: 'blocker',
    impact: 'revenue',
    minutes: 45,
    steps: [
      LOOK_INTO_THE_LOG,
      'Handle `error` in the query (people press Cancel): send them to the log-in page with a sentence. Enter the exact address of this environment at the other service.',
    ],
  }),
);
