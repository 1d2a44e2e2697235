import { delegation } from '../../evidence/domain/delegation.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { delegationProof, enterServers, glueFaults, sharedServers } from './delegation-facts.ts';
import { previewPlatformOf } from './host-facts.ts';
import { standing } from './name-server-facts.ts';

const COSTS = { impact: 'downtime', minutes: 15, waitMinutes: 60 } as const;
const SAYS = {
  other:
    'The registrar sends everybody to {above:names}, but the records of {domain:name} name {below:names}: two DNS hosts are in use, and changes at one are not seen',
  differ: 'The list of name servers at the registrar ({above:names}) is not the one in the records of {domain:name} ({below:names})',
  noGlue: 'The registrar lists {server:name}, a name below {domain:name} itself, without its address: nobody can find that name server',
  oldGlue: 'The registrar sends visitors of {domain:name} to {glue:names} for {server:name}, which is at {now:names} today',
} as const;

export const delegationCheck = defineCheck({
  id: 'domain/delegation',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'The registrar and the DNS host name the same name servers',
  why: 'Everybody starts at the list that the registrar handed to the zone above. When it differs from the one in your DNS, people reach servers that you no longer change, or none.',
  test: 'dig +trace {subject} NS (the last but one answer is the registrar’s list, the last one that of the domain itself)',
  refs: ['RFC 1034 §4.2.2', 'RFC 7477 §1'],
  needs: { above: one(delegation), below: one(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'two-hosts': { says: SAYS.other, class: 'incident', identity: [], fails: [], ...COSTS },
    'sets-differ': { says: SAYS.differ, class: 'later', identity: [], ...COSTS },
    'glue-missing': { says: SAYS.noGlue, class: 'incident', identity: ['server'], fails: [], ...COSTS },
    'glue-differs': { says: SAYS.oldGlue, class: 'incident', identity: ['server'], fails: [], ...COSTS },
  },
  judge({ above, below }, { subject, report }) {
    const domain = subject.name;
    const platform = previewPlatformOf(domain);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    if (above.status === 'inside') return report.notApplicable(`${domain} is no zone of its own; it lies in ${above.parent}`);
    if (above.status === 'missing' || below.status === 'missing') return report.notApplicable('the domain does not exist: see domain/name-servers');
    if (above.status === 'same-servers') return report.pass(`the name servers of ${above.parent} serve ${domain} as well`);
    const own = [...new Set(standing(below).answering.flatMap(({ names }) => names ?? []))].sort();
    if (own.length === 0) return report.unknown('none of the name servers said which ones the domain has');
    const details = { domain, proof: delegationProof(above, below), fix: enterServers(domain, above.names, own) };
    for (const { server, glue, now } of glueFaults(above, below)) {
      if (glue.length === 0) report.fail('glue-missing', { ...details, server });
      else report.fail('glue-differs', { ...details, server, glue, now });
    }
    const shared = sharedServers(above.names, own);
    if (shared.length === 0) return report.fail('two-hosts', { ...details, above: above.names, below: own });
    if (shared.length < Math.max(own.length, above.names.length)) return report.fail('sets-differ', { ...details, above: above.names, below: own });
    report.pass(`registrar and DNS host both name ${own.join(', ')}`);
  },
});
