import { attestations } from '../../evidence/audit/attestations.ts';
import { defineCheck, one } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const accessMap = defineCheck({
  id: 'handover/access-map',
  rows: ['N1'],
  stage: 'handover',
  about: 'project',
  title: 'It is written down who has access to what',
  why: 'Domain, DNS, hosting, mail and code each have an account. If one hangs on a person who left or on a freelancer, the business does not own its app.',
  test: 'for registrar, DNS, hosting, mail and code: name the owner and a second person who can log in',
  refs: [],
  needs: { said: one(attestations) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ said }, { report }) {
    report.unknown(unattested(said.given, 'N1'));
  },
});
