import { caa as kind, type Caa } from '../../evidence/domain/caa.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, each, maybe } from '../../model/check.ts';
import { allowedBy, caaRemedy, unknownCritical } from './caa-facts.ts';

const COSTS = { class: 'incident', impact: 'downtime', minutes: 10, waitMinutes: 60 } as const;
const SAYS = {
  nobody: 'The CAA record at {at:name} forbids every certificate authority to issue: the next certificate cannot be had for {hosts:names}',
  odd: 'The CAA record at {at:name} has a critical property "{tag:outside}" that authorities do not know: they must refuse {hosts:names}',
} as const;

export const caaCheck = defineCheck({
  id: 'domain/caa',
  rows: ['C3'],
  stage: 'domain',
  about: 'domain',
  title: 'DNS lets a certificate authority issue for each host',
  why: 'A CAA record says who may issue certificates. When it forbids everybody, the next renewal fails and browsers turn visitors away.',
  test: 'dig +short {subject} CAA (and of each host; the first set found on the way up counts)',
  refs: ['RFC 8659 §3', 'RFC 8659 §4.1'],
  needs: { hosts: each(kind), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'nobody-may-issue': { says: SAYS.nobody, identity: ['at'], ...COSTS },
    'unknown-critical': { says: SAYS.odd, identity: ['at', 'tag'], ...COSTS },
  },
  judge({ hosts, servers }, { subject, report }) {
    const zone = { zone: servers?.zone ?? subject.name, nameServers: servers?.names };
    for (const { at, caa, names } of setsOf(hosts)) {
      const details = { hosts: names, at, proof: [{ says: 'DNS answered:', lines: caa.lines.slice(-8) }] };
      const odd = unknownCritical(caa);
      const remove = odd && { op: 'remove' as const, name: at, type: 'CAA', data: `${odd.flags} ${odd.tag} "${odd.value}"` };
      if (odd && remove) report.fail('unknown-critical', { ...details, tag: odd.tag, fix: caaRemedy(names[0], zone, at, remove) });
      if (allowedBy(caa).length > 0) continue;
      const data = 'the CAA value that your hosting documents, such as 0 issue "letsencrypt.org"';
      const add = { op: 'add' as const, name: at, type: 'CAA', data, placeholder: true };
      report.fail('nobody-may-issue', { ...details, fix: caaRemedy(names[0], zone, at, add) });
    }
    const allowed = [...new Set(hosts.flatMap(({ value }) => allowedBy(value)))].sort().filter((name) => name !== 'anybody');
    report.pass(allowed.length === 0 ? 'CAA restricts nobody from issuing' : `may issue: ${allowed.join(', ')}`);
  },
});

interface CaaSet {
  readonly at: string;
  readonly caa: Caa;
  readonly names: readonly [string, ...string[]];
}

/** Each record set once, with the hosts that it holds for. */
function setsOf(hosts: readonly { readonly subject: { readonly name: string }; readonly value: Caa }[]): CaaSet[] {
  const sets = new Map<string, CaaSet>();
  for (const { subject, value } of hosts) {
    if (value.foundAt === null) continue;
    const known = sets.get(value.foundAt);
    sets.set(value.foundAt, known ? { ...known, names: [...known.names, subject.name] } : { at: value.foundAt, caa: value, names: [subject.name] });
  }
  return [...sets.values()];
}
