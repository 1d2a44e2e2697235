import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { defineCheck, each } from '../../model/check.ts';
import { hostIn } from './host-facts.ts';

export const hostOwners = defineCheck({
  id: 'domain/host-owners',
  rows: ['A1', 'B3'],
  stage: 'domain',
  about: 'domain',
  title: 'Somebody answers for the domain and each host',
  why: 'When a host breaks or a record must change at night, somebody has to know who may do it. A domain without an owner is renewed by nobody.',
  test: 'Ask two people of the team who answers for {subject}: do they say the same name?',
  refs: [],
  needs: { hosts: each(hostAddresses) },
  maxAge: '90d',
  attestable: true,
  problems: {
    'no-owner': {
      says: 'The config names nobody who answers for {hosts:names}',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 5,
      reach: 'internal',
      fix: {
        steps: ['Name one person or team for all: a contact with the role owner; or an owner for each host.'],
        snippet: {
          language: 'ts',
          text: "contacts: [{ role: 'owner', name: 'who answers for it', reach: 'mail address or telephone' }]",
          where: 'launch-ready.config.ts',
        },
      },
    },
  },
  judge({ hosts }, { intent, report }) {
    const owner = intent.contacts.find(({ role }) => role === 'owner');
    const declared = hosts.flatMap(({ subject }) => hostIn(intent, subject.name) ?? []).filter((host) => host.declared);
    if (declared.length === 0) return report.notApplicable('the config declares no host of this domain');
    if (owner) return report.pass(`${owner.name} answers for all hosts of which the config names nobody else`);
    const left = declared.filter((host) => host.owner === undefined).map(({ name }) => name);
    if (left.length === 0) return report.pass(`each host has an owner: ${[...new Set(declared.map((host) => host.owner))].join(', ')}`);
    report.fail('no-owner', {
      hosts: left,
      proof: [
        { says: `The config declares ${declared.length} hosts of this domain, ${left.length} of them without an owner, and no contact with the role owner.` },
      ],
    });
  },
});
