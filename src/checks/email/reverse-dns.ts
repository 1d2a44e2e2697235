import { nameServers } from '../../evidence/domain/name-servers.ts';
import { reverseDnsEvidence } from '../../evidence/email/reverse-dns.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { whyNotSending } from './not-judged.ts';

const common = { impact: 'email', identity: ['address'], minutes: 15, waitMinutes: 120, class: 'incident', fails: [] } as const;
const WHY_LATER = {
  spf: 'SPF names the address; nothing shows that it still sends',
  'mail-exchanger': 'the server takes mail; nothing shows that it sends any',
} as const;

export const reverseDnsCheck = defineCheck({
  id: 'email/reverse-dns',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Own mail servers have names that lead back to them',
  why: 'Large mailbox providers refuse mail from an address without a name, or with a name that leads elsewhere: spam usually comes from such addresses.',
  test: 'dig +short -x <address of the mail server>; dig +short <that name>   (must give the address again)',
  refs: ['RFC 1912 §2.1', 'RFC 8601 §2.7.3'],
  needs: { reverse: one(reverseDnsEvidence), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'no-name': {
      ...common,
      says: 'The mail server of {name:name} at {address:name} has no name behind its address (no PTR record): large mailbox providers refuse its mail',
    },
    'other-way': {
      ...common,
      says: 'The mail server of {name:name} at {address:name} calls itself {names:names}, but that leads to another address: its mail is taken for spam',
    },
  },
  judge({ reverse, ns }, { subject: { name }, intent, report }) {
    const why = whyNotSending(name, ns, intent);
    if (why !== undefined) return report.notApplicable(why);
    if (reverse.senders.length === 0)
      return report.notApplicable('no mail server of its own is named in the config, SPF or MX; services look after their own addresses');
    for (const { address, because, host, state, names, why: unseen } of reverse.senders) {
      const source = {
        declared: `the config says that mail leaves from ${address}`,
        spf: `the SPF record of ${name} names ${address} as a sender`,
        'mail-exchanger': `${host ?? ''} is a mail exchanger of ${name}`,
      }[because];
      const proof = [{ says: `${source}; PTR of ${address}: ${names.length > 0 ? names.join(', ') : 'none'}` }];
      const fix = {
        steps: [
          `Open the panel of the company that rents out ${address} (your server or cloud host); reverse DNS is set there, not at ${name}.`,
          `Set the reverse name (PTR) of ${address} to the name of the server, for example ${host ?? `mail.${name}`}, and let that name have exactly this address.`,
          'Let the server greet with the same name (EHLO). If it sends no mail any more, take it out of SPF instead.',
        ],
      };
      const soften = because === 'declared' ? {} : { grade: 'inferred' as const, soften: { to: 'later' as const, because: WHY_LATER[because] } };
      const details = { name, address, proof, fix, test: `dig +short -x ${address}`, ...soften };
      if (state === 'none') report.fail('no-name', details);
      else if (state === 'other-way') report.fail('other-way', { ...details, names });
      else if (state === 'unknown') report.unknown(`DNS did not say which name is behind ${address}: ${unseen ?? ''}`);
    }
  },
});
