import { propagation } from '../../evidence/domain/propagation.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import { count } from '../../model/message.ts';
import { previewPlatformOf } from './host-facts.ts';
import { authoritiesBehind, type Behind, resolversBehind, viewLines } from './propagation-facts.ts';
import { saying, WAIT_FOR_SERVER, waitFor } from './propagation-words.ts';

const COSTS = { identity: ['name', 'type', 'server'], minutes: 5, waitMinutes: 60 } as const;
const SAYS = {
  server: 'The name server {server:name} still has an old {type:name} record of {name:name} ({old:outside}); the others already say {now:outside}',
  resolver: 'Visitors behind the resolver {server:name} still get the old {type:name} record of {name:name} ({old:outside}), until {until:word} at the latest',
} as const;

export const propagationCheck = defineCheck({
  id: 'domain/propagation',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'A change of DNS has reached everybody',
  why: 'After a change some people are still led to the old place, each until their resolver forgets it. Who does not know that looks for a fault that is none, or misses one.',
  test: 'for s in $(dig +short {subject} NS) 1.1.1.1 8.8.8.8; do dig +short @$s {subject} A; done',
  refs: ['RFC 1034 §4.3.5', 'RFC 1035 §3.2.1'],
  needs: { seen: one(propagation, ['names']) },
  maxAge: '24h',
  monitorable: '5m',
  problems: {
    'server-behind': { says: SAYS.server, class: 'incident', impact: 'downtime', fails: [], ...COSTS },
    'resolver-behind': { says: SAYS.resolver, class: 'later', impact: 'experience', ...COSTS },
  },
  judge({ seen }, { subject, now, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    const proofOf = ({ name, type }: Behind): Proof[] => {
      const asked = seen.names.find((each) => each.name === name && each.type === type);
      return [{ says: 'Asked one after the other:', lines: asked ? viewLines(asked) : [] }];
    };
    const stale = authoritiesBehind(seen);
    for (const behind of stale) report.fail('server-behind', { ...saying(behind, now), proof: proofOf(behind), fix: { steps: WAIT_FOR_SERVER } });
    for (const behind of resolversBehind(seen))
      report.fail('resolver-behind', { ...saying(behind, now), proof: proofOf(behind), fix: { steps: waitFor(behind, now) } });
    const silent = seen.names.filter(({ views }) => !views.some(({ kind, answer }) => kind === 'authority' && answer !== 'unknown'));
    if (silent.length > 0) return report.unknown(`no name server said what ${silent.map(({ name }) => name).join(', ')} should be`);
    const authorities = seen.names[0]?.views.filter(({ kind }) => kind === 'authority').length ?? 0;
    report.pass(`the same about ${count(seen.names.length, 'name')} at ${count(authorities, 'name server')} and ${count(seen.resolvers, 'resolver')}`);
  },
});
