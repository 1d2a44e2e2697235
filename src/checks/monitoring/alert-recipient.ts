import { attestations } from '../../evidence/audit/attestations.ts';
import { defineCheck, one } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

export const alertRecipient = defineCheck({
  id: 'monitoring/alert-recipient',
  rows: ['J10'],
  stage: 'monitoring',
  about: 'project',
  title: 'A named person receives the alerts',
  why: 'An alert to a shared inbox at night is no alert. The first to notice that the app is down is then a customer.',
  test: 'switch a monitor to a page that does not exist and see whose phone rings',
  refs: ['Google SRE Book, ch. 11'],
  needs: { said: one(attestations) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ said }, { report }) {
    const contact = said.contacts.find((one) => one.role === 'alerts');
    const isDenied = said.given.some((one) => one.row === 'J10' && one.nobodyKnows);
    if (contact && !isDenied) report.pass(`${contact.name}, by ${contact.reach}`);
    else report.unknown(`no contact with role "alerts" is in the config, and ${unattested(said.given, 'J10')}`);
  },
});
