import { defineCheck } from '../../model/check.ts';
import { describeFlow } from './describe-flow.ts';

export const logoutFlowCheck = defineCheck(
  describeFlow({
    flow: 'logout',
    rows: ['M6'],
    title: 'Logging out ends the session',
    why: 'On a shared computer, or with a stolen cookie, the next person goes on as the one who thought to have left.',
    test: 'Copy the session cookie, log out, set the cookie again by hand, reload.',
    breaks: 'Logging out does not end the session',
    class: 'incident',
    impact: 'data',
    minutes: 45,
    steps: [
      'Delete the session on the server when somebody logs out (the row in the session table, the key in Redis), not only the cookie.',
      'With signed tokens (JWT) there is nothing to delete: keep them short (15 minutes) and refuse the refresh token of who logged out.',
    ],
  }),
);
