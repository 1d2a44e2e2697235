import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const otherFlowCheck = defineCheck(
  describeFlow({
    flow: 'other',
    rows: ['A4'],
    title: 'The flows that only this app has work',
    why: 'You wrote them down because users depend on them.',
    test: 'Do what the journey says, by hand.',
    breaks: 'A flow of your own does not work',
    class: 'incident',
    impact: 'revenue',
    minutes: 45,
    steps: [LOOK_INTO_THE_LOG],
  }),
);
