import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { dnsProof, hostIn } from './host-facts.ts';

/** Names behind which work in progress or control of the product is often found. */
const SENSITIVE = ['admin', 'api', 'dev', 'staging'];

const COSTS = { identity: [], minutes: 10, reach: 'internal' } as const;
const SAYS = {
  sensitive: '{host:name} is on the internet, but nobody has said what it is for',
  unknown: '{host:name} exists, but nobody has said what it is for',
  purpose: '{host:name} is declared with neither a purpose nor an owner',
} as const;

export const subdomainPurpose = defineCheck({
  id: 'domain/subdomain-purpose',
  rows: ['B3', 'B4'],
  stage: 'domain',
  about: 'host',
  title: 'Every host has a stated purpose',
  why: 'A host that nobody remembers is not updated and not watched: old admin pages and staging copies are how strangers get in.',
  test: 'dig +short {subject}; open https://{subject} and say what it is for',
  refs: [],
  needs: { host: one(hostAddresses) },
  maxAge: '24h',
  monitorable: '24h',
  problems: {
    'unknown-sensitive': { says: SAYS.sensitive, class: 'incident', impact: 'data', fails: [], ...COSTS },
    unknown: { says: SAYS.unknown, class: 'later', impact: 'control', ...COSTS },
    'no-purpose': { says: SAYS.purpose, class: 'later', impact: 'control', ...COSTS },
  },
  judge({ host }, { subject, intent, report }) {
    const known = hostIn(intent, subject.name);
    const details = { host: subject.name, proof: dnsProof(host), fix: declare(subject.name) };
    if (known) {
      if (!known.declared && host.status !== 'present') return report.notApplicable('an assumed host that does not exist');
      if (known.purpose === 'other' && known.owner === undefined) return report.fail('no-purpose', details);
      return report.pass(known.owner === undefined ? `purpose: ${known.purpose}` : `purpose: ${known.purpose}, owner: ${known.owner}`);
    }
    if (host.status !== 'present') return report.notApplicable('it leads nowhere: see domain/dangling-cname');
    const label = subject.name.split('.')[0] ?? '';
    const isPublic = host.addresses.some((one) => one.scope === 'public');
    report.fail(SENSITIVE.includes(label) && isPublic ? 'unknown-sensitive' : 'unknown', details);
  },
});

function declare(name: string): Remedy {
  return {
    steps: [
      `Find out what ${name} is for and who looks after it.`,
      'Needed: declare it in the config with its purpose and owner, then it is checked like the others.',
      'Not needed: take the service down and delete its DNS record.',
    ],
    snippet: { language: 'ts', text: `hosts: [{ name: '${name}', purpose: 'other', owner: 'who looks after it' }]`, where: 'launch-ready.config.ts' },
  };
}
