import { defineCheck } from '../../model/check.ts';
import { describeFlow, LOOK_INTO_THE_LOG } from './describe-flow.ts';

export const leadFormFlowCheck = defineCheck(
  describeFlow({
    flow: 'lead-form',
    rows: ['M8'],
    title: 'The contact form is taken',
    why: 'Every lead that is lost here is lost without a trace.',
    test: 'Send the form with an address of yours, and look where leads are kept.',
    breaks: 'What people write into the contact form is not taken',
    class: 'blocker',
    impact: 'revenue',
    minutes: 30,
    steps: [LOOK_INTO_THE_LOG, 'Look whether the service behind the form (mail, CRM, sheet) has a working key in production.'],
  }),
);
