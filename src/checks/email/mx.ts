import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { whyNotOurs } from './not-judged.ts';
import { proveMx } from './mx-proof.ts';

const common = { impact: 'email', identity: ['host'], minutes: 10, waitMinutes: 30, class: 'incident', fails: [] } as const;

export const mxCheck = defineCheck({
  id: 'email/mx',
  rows: ['D10'],
  stage: 'email',
  about: 'domain',
  title: 'Mail to the domain has somewhere to go',
  why: 'Replies, support requests, bounces and DMARC reports go to the mail exchanges of the domain. If those do not exist, they are lost and senders wait for days.',
  test: 'dig +short MX {subject}',
  refs: ['RFC 5321 §5.1', 'RFC 2181 §10.3', 'RFC 7505'],
  needs: { mx: one(mxEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: {
    'no-address': { ...common, says: 'Mail to {name:name} shall go to {host:outside}, but that name has no address: the mail is lost or waits for days' },
    'is-address': { ...common, says: 'The MX record of {name:name} holds the address {host:outside}; it must hold a host name, and many senders ignore it' },
    'is-alias': { ...common, says: 'The MX record of {name:name} names {host:outside}, which is only an alias; some senders refuse that', class: 'later' },
    'null-with-others': {
      ...common,
      says: 'The MX records of {name:name} say both "no mail" (a single dot) and where mail goes: senders may take either',
      identity: [],
    },
  },
  judge({ mx, ns }, { subject, report }) {
    const name = subject.name;
    const why = whyNotOurs(name, ns);
    if (why !== undefined) return report.notApplicable(why);
    if (mx.state === 'none') return report.notApplicable(`DNS proves that ${name} has no MX record: it takes no mail`);
    if (mx.state === 'null') return report.notApplicable(`${name} says by a null MX that it takes no mail`);
    const proof = proveMx(name, mx);
    const steps = [
      `Look up in the settings of your mail service which MX records it wants for ${name}.`,
      'Delete the MX records that are not among them, and add those that are missing.',
    ];
    const hasOther = mx.exchanges.some(({ leadsTo }) => leadsTo === 'present');
    const others = hasOther ? { soften: { to: 'later', because: 'another mail exchange of the domain can take the mail' } as const } : {};
    for (const { host, leadsTo, alias, why } of mx.exchanges) {
      if (host === '.') report.fail('null-with-others', { name, proof, fix: { steps } });
      else if (leadsTo === 'absent') report.fail('no-address', { name, host, proof, fix: { steps }, test: `dig +short ${host} A`, ...others });
      else if (leadsTo === 'is-address') report.fail('is-address', { name, host, proof, fix: { steps } });
      else if (leadsTo === 'unknown') report.unknown(`DNS did not say whether ${host} has an address: ${why ?? ''}`);
      else if (alias !== null) report.fail('is-alias', { name, host, proof, fix: { steps: [`Let the MX record name ${alias} itself.`] } });
    }
  },
});
