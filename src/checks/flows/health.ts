import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const healthFlowCheck = defineCheck(
  describeFlow({
    flow: 'health',
    rows: ['M11'],
    title: 'The health route answers',
    why: 'It is what monitors and deploys ask. One that answers wrongly hides an outage, or stops a good deploy.',
    test: 'curl -i https://your-app/healthz',
    breaks: 'The health route does not say that all is well',
    class: 'incident',
    impact: 'control',
    minutes: 20,
    steps: [LOOK_INTO_THE_LOG, 'Let the route ask the database one cheap question (SELECT 1), answer 200 with a build id when it worked, and 503 when not.'],
  }),
);
