import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const loginFlowCheck = defineCheck(
  describeFlow({
    flow: 'login',
    rows: ['M2', 'A4'],
    title: 'Users can log in and stay in',
    why: 'Who cannot log in is gone, and writes to you only if you are lucky.',
    test: 'Log in in a private window, then reload the page.',
    breaks: 'Users cannot log in',
    class: 'blocker',
    impact: 'revenue',
    minutes: 45,
    steps: [
      LOOK_INTO_THE_LOG,
      'If the session is lost on the next page: the cookie must be set for the host that users see (Domain, Path), with Secure only where the page is served over HTTPS, and the app must trust the proxy in front of it.',
      'If the password is not taken: is the account in this environment’s database, and is the variable that holds its password the right one?',
    ],
  }),
);
