import { caa as kind } from '../../evidence/domain/caa.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { allowedBy, caaRemedy, unknownCritical } from './caa-facts.ts';
import { zoneOf } from './host-facts.ts';

const COSTS = { class: 'incident', impact: 'downtime', minutes: 10, waitMinutes: 60 } as const;
const SAYS = {
  nobody: 'The CAA record at {at:name} forbids every certificate authority to issue for {host:name}: the next certificate cannot be had',
  odd: 'The CAA record at {at:name} has a critical property "{tag:outside}" that authorities do not know: they must refuse {host:name}',
} as const;

export const caaCheck = defineCheck({
  id: 'domain/caa',
  rows: ['C3'],
  stage: 'domain',
  about: 'host',
  title: 'DNS lets a certificate authority issue for the host',
  why: 'A CAA record says who may issue certificates. When it forbids everybody, the next renewal fails and browsers turn visitors away.',
  test: 'dig +short {subject} CAA (and of each parent domain; the first set found counts)',
  refs: ['RFC 8659 §3', 'RFC 8659 §4.1'],
  needs: { caa: one(kind), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'nobody-may-issue': { says: SAYS.nobody, identity: [], ...COSTS },
    'unknown-critical': { says: SAYS.odd, identity: ['tag'], ...COSTS },
  },
  judge({ caa, servers }, { subject, report }) {
    if (caa.foundAt === null) return report.pass('no CAA record: every authority may issue');
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const details = { host: subject.name, at: caa.foundAt, proof: [{ says: 'DNS answered:', lines: caa.lines.slice(-8) }] };
    const odd = unknownCritical(caa);
    const remove = odd && { op: 'remove' as const, name: caa.foundAt, type: 'CAA', data: `${odd.flags} ${odd.tag} "${odd.value}"` };
    if (odd && remove) report.fail('unknown-critical', { ...details, tag: odd.tag, fix: caaRemedy(subject.name, at, caa.foundAt, remove) });
    const allowed = allowedBy(caa);
    if (allowed === 'anybody') return report.pass('CAA restricts nobody from issuing');
    if (allowed.length > 0) return report.pass(`may issue: ${allowed.join(', ')}`);
    const data = 'the CAA value that your hosting documents, such as 0 issue "letsencrypt.org"';
    const add = { op: 'add' as const, name: caa.foundAt, type: 'CAA', data, placeholder: true };
    report.fail('nobody-may-issue', { ...details, fix: caaRemedy(subject.name, at, caa.foundAt, add) });
  },
});
