import { attestations } from '../../evidence/audit/attestations.ts';
import { defineCheck, one } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const uptime = defineCheck({
  id: 'monitoring/uptime',
  rows: ['J1'],
  stage: 'monitoring',
  about: 'project',
  title: 'Something outside watches whether the app is up',
  why: 'Without a monitor the first report of an outage comes from a user, often hours later.',
  test: 'open the monitor and find home page, login, API and the chat in its list',
  refs: [],
  needs: { said: one(attestations) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ said }, { report }) {
    report.unknown(unattested(said.given, 'J1'));
  },
});
