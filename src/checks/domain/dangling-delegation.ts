import { hostDelegation } from '../../evidence/domain/host-delegation.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsHostOf, dnsRemedy, type RecordChange } from './dns-remedy.ts';
import { zoneOf } from './host-facts.ts';

const COSTS = { identity: [], minutes: 10, waitMinutes: 10 } as const;
const SAYS = {
  claimable:
    '{host:name} is handed to name servers of {provider:word} that do not serve it: a stranger may be able to create that zone there and answer under your name',
  dead: '{host:name} is handed to name servers that do not serve it ({servers:names}): it leads nowhere',
} as const;

const AGAIN = 'Or, if the host is still needed, create its zone again at that DNS company; compare the name servers it gives you with these.';

export const danglingDelegation = defineCheck({
  id: 'domain/dangling-delegation',
  rows: ['B4'],
  stage: 'domain',
  about: 'host',
  title: 'No host hangs on name servers that have forgotten it',
  why: 'Whoever creates the deleted zone again at the same DNS company answers for that host, and for everything below it.',
  test: 'dig +trace {subject}',
  refs: ['RFC 1034 §4.2.2', 'https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover'],
  needs: { seen: one(hostDelegation), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    claimable: { says: SAYS.claimable, class: 'blocker', impact: 'data', ...COSTS },
    dead: { says: SAYS.dead, class: 'incident', impact: 'downtime', fails: [], ...COSTS },
  },
  judge({ seen, servers }, { subject, report }) {
    if (seen.status !== 'delegated') return report.pass('it is not handed to name servers of its own, or they answer');
    const gone = seen.servers.filter(({ state }) => state === 'lame' || state === 'lost');
    if (seen.servers.some(({ state }) => state === 'serves')) return report.pass('a name server of its own serves it');
    if (gone.length < seen.servers.length) return report.unknown('not all of its own name servers said whether they serve it');
    const names = gone.map(({ name }) => name);
    const remove = names.map((name): RecordChange => ({ op: 'remove', name: subject.name, type: 'NS', data: `${name}.` }));
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    // A copy of the zone as seen from outside does not hold its delegations, so that the change cannot be tried on it.
    const { changes: _, ...fix } = dnsRemedy(at, remove, [AGAIN]);
    const details = { host: subject.name, proof: [{ says: 'The name servers it is handed to answered:', lines: gone.map(({ line }) => line) }], fix };
    const provider = dnsHostOf(names)?.title;
    // Everybody can open an account there; whether one gets the same name servers depends on the company.
    if (provider !== undefined) return report.fail('claimable', { ...details, provider, grade: 'inferred' });
    report.fail('dead', { ...details, servers: names });
  },
});
