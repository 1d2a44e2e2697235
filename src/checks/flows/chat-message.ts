import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const chatMessageFlowCheck = defineCheck(
  describeFlow({
    flow: 'chat-message',
    rows: ['M5', 'A4'],
    title: 'The chat answers',
    why: 'It is the product. A chat that stays silent is what people remember.',
    test: 'Ask the chat something in a private window and wait for the whole answer.',
    breaks: 'The chat does not answer',
    class: 'blocker',
    impact: 'revenue',
    minutes: 45,
    steps: [
      LOOK_INTO_THE_LOG,
      'Look at the page for usage and limits of your model provider: is the key the right one, is there credit, is the rate limit reached?',
    ],
  }),
);
