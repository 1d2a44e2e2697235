import { attestations } from '../../evidence/audit/attestations.ts';
import { defineCheck, one } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const alertTest = defineCheck({
  id: 'monitoring/alert-test',
  rows: ['J11'],
  stage: 'monitoring',
  about: 'project',
  title: 'A test alert has reached the person',
  why: 'Alerts that were never tried go to the spam folder, an old number or a muted channel, and it shows on the day they are needed.',
  test: 'raise a test alert and let the person answer it; write down when',
  refs: [],
  needs: { said: one(attestations) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ said }, { report }) {
    report.unknown(unattested(said.given, 'J11'));
  },
});
