import { attestations } from '../../evidence/audit/attestations.ts';
import { defineCheck, one } from '../../model/check.ts';
import { unattested } from '../unattested.ts';

const ROLES = ['hosting', 'email', 'registrar'] as const;

export const contacts = defineCheck({
  id: 'handover/contacts',
  rows: ['N9'],
  stage: 'handover',
  about: 'project',
  title: 'Emergency contacts of hosting, mail and domain are at hand',
  why: 'When the domain stops resolving or mail is blocked, only the provider can help. Looking for the right support door takes the time that is missing then.',
  test: 'find the support page or number of each provider in a minute',
  refs: [],
  needs: { said: one(attestations) },
  maxAge: '90d',
  attestable: true,
  problems: {},
  judge({ said }, { report }) {
    const missing = ROLES.filter((role) => !said.contacts.some((contact) => contact.role === role));
    if (missing.length === 0) report.pass('contacts for hosting, mail and domain are in the config');
    else report.unknown(`the config names no contact for: ${missing.join(', ')} (contacts: { role, name, reach }); ${unattested(said.given, 'N9')}`);
  },
});
