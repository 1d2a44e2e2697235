import { attestations } from '../../evidence/audit/attestations.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';

export const attestationsProbe = defineProbe({
  id: 'audit/attestations',
  version: 1,
  title: 'reads what people have confirmed in the config',
  about: 'project',
  needs: {},
  fills: attestations,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 1000,
  gather({ intent }) {
    const value = {
      given: intent.attestations.map(({ row, by, at, nobodyKnows }) => ({ row, by: quote(by), at: at.slice(0, 10), nobodyKnows: nobodyKnows ?? false })),
      contacts: intent.contacts.map(({ role, name, reach }) => ({ role, name: quote(name), reach: quote(reach) })),
    };
    return Promise.resolve({ value, complete: true as const });
  },
});
