import { defineCheck } from '../../model/check.ts';
import { describeFlow } from './describe-flow.ts';

export const webhookFlowCheck = defineCheck(
  describeFlow({
    flow: 'webhook',
    rows: ['M10'],
    title: 'The webhook answers, and refuses a wrong signature',
    why: 'A webhook that takes any sender lets anybody say that they have paid. One that does not answer loses the events of those who did.',
    test: 'curl -i -X POST https://your-app/your/webhook -d "{}"; it must answer 400, 401 or 403.',
    breaks: 'The webhook does not do its work',
    class: 'blocker',
    impact: 'revenue',
    minutes: 45,
    steps: [
      'Verify the signature before anything else, over the raw body as it came (express.raw, request.text()), with the secret of this environment; answer 400 when it does not fit.',
      'Answer 2xx to a good one within seconds and do the work afterwards; services send again what was not answered.',
    ],
  }),
);
