import { caa as kind } from '../../evidence/domain/caa.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy } from './dns-remedy.ts';
import { zoneOf } from './host-facts.ts';

const KNOWN_TAGS = ['issue', 'issuewild', 'iodef', 'contactemail', 'contactphone', 'issuemail', 'issuevmc'];

export const caaCheck = defineCheck({
  id: 'domain/caa',
  rows: ['C3'],
  stage: 'domain',
  about: 'host',
  title: 'DNS lets a certificate authority issue for the host',
  why: 'A CAA record says who may issue certificates. When it forbids everybody, the next renewal fails and browsers turn visitors away.',
  test: 'dig +short {subject} CAA (and of each parent domain, the first set found counts)',
  refs: ['RFC 8659 §3', 'RFC 8659 §4.1'],
  needs: { caa: one(kind), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'nobody-may-issue': {
      says: 'The CAA record at {at:name} forbids every certificate authority to issue for {host:name}: the next certificate cannot be had',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      waitMinutes: 60,
    },
    'unknown-critical': {
      says: 'The CAA record at {at:name} has a critical property "{tag:outside}" that authorities do not know: they must refuse {host:name}',
      class: 'incident',
      impact: 'downtime',
      identity: ['tag'],
      minutes: 10,
      waitMinutes: 60,
    },
  },
  judge({ caa, servers }, { subject, report }) {
    if (caa.foundAt === null) return report.pass('no CAA record: every authority may issue');
    const at = { zone: servers?.zone ?? zoneOf(subject), nameServers: servers?.names };
    const details = { host: subject.name, at: caa.foundAt, proof: [{ says: 'DNS answered:', lines: caa.lines.slice(-8) }] };
    const odd = caa.records.find((record) => (record.flags & 128) !== 0 && !KNOWN_TAGS.includes(record.tag));
    if (odd)
      report.fail('unknown-critical', {
        ...details,
        tag: odd.tag,
        fix: dnsRemedy(at, [{ op: 'remove', name: caa.foundAt, type: 'CAA', data: `${odd.flags} ${odd.tag} "${odd.value}"` }]),
      });
    const issue = caa.records.filter((record) => record.tag === 'issue');
    const allowed = issue.map((record) => record.value.split(';')[0]?.trim() ?? '').filter((name) => name !== '');
    if (issue.length > 0 && allowed.length === 0) {
      const add = {
        op: 'add' as const,
        name: caa.foundAt,
        type: 'CAA',
        data: 'the CAA value that your hosting documents, such as 0 issue "letsencrypt.org"',
        placeholder: true,
      };
      return report.fail('nobody-may-issue', { ...details, fix: dnsRemedy(at, [add]) });
    }
    report.pass(allowed.length === 0 ? 'CAA restricts nobody from issuing' : `may issue: ${allowed.join(', ')}`);
  },
});
