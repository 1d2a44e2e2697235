import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const homeFlowCheck = defineCheck(
  describeFlow({
    flow: 'home',
    rows: ['M1'],
    title: 'The home page can be read',
    why: 'A blank page that answers 200 looks healthy to every uptime monitor, and like a dead product to every visitor.',
    test: 'Open the home page in a private window, on another network than yours.',
    breaks: 'Visitors cannot read the home page',
    class: 'blocker',
    impact: 'downtime',
    minutes: 30,
    steps: [
      LOOK_INTO_THE_LOG,
      'If it works on your machine only: compare the environment variables of production with those of your machine, and look whether the last deploy ended well.',
    ],
  }),
);
