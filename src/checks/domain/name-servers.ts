import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { previewPlatformOf } from './host-facts.ts';
import { repairServers, serverProof, standing } from './name-server-facts.ts';

const COSTS = { impact: 'downtime', minutes: 20, waitMinutes: 60 } as const;
const ONE = { class: 'incident', identity: ['server'], fails: [], ...COSTS } as const;
const SAYS = {
  missing: 'The domain {domain:name} does not exist: it is not registered, or its registration was stopped',
  none: 'None of the name servers of {domain:name} serves it: the domain is about to stop working',
  silent: 'The name server {server:name} of {domain:name} does not answer: some visitors wait, or see an error',
  lame: '{server:name} is listed as a name server of {domain:name} but does not serve it ({answer:word})',
  lost: '{server:name} is listed as a name server of {domain:name} but has no address',
  single: '{domain:name} has a single name server, {server:name}: when it fails, site and mail are gone',
} as const;

export const nameServersCheck = defineCheck({
  id: 'domain/name-servers',
  rows: ['B10'],
  stage: 'domain',
  about: 'domain',
  title: 'Every name server of the domain answers for it',
  why: 'Each visitor and each mail server asks one of them at random. One that is silent makes the site and the mail fail for some people, some of the time.',
  test: 'for s in $(dig +short {subject} NS); do dig +norec @$s {subject} SOA; done',
  refs: ['RFC 1034 §4.2.2', 'RFC 2182 §5'],
  needs: { seen: one(nameServers) },
  maxAge: '24h',
  monitorable: '15m',
  problems: {
    'domain-missing': { says: SAYS.missing, class: 'blocker', identity: [], ...COSTS },
    'none-serves': { says: SAYS.none, class: 'blocker', identity: [], ...COSTS },
    silent: { says: SAYS.silent, ...ONE },
    lame: { says: SAYS.lame, ...ONE },
    'no-address': { says: SAYS.lost, ...ONE },
    'only-one': { says: SAYS.single, ...ONE },
  },
  judge({ seen }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    const details = { domain: seen.zone, proof: serverProof(seen), fix: repairServers(seen) };
    if (seen.status === 'missing') return report.fail('domain-missing', { ...details, domain: subject.name });
    const { answering, silent, lame, lost, unclear, intercepted } = standing(seen);
    if (intercepted) return report.unknown('something between here and the name servers answers in their place, so they could not be asked');
    if (answering.length === 0 && silent.length > 0)
      return report.unknown('none of the name servers could be reached from here, although the resolver knows the domain: direct DNS may be blocked here');
    if (answering.length === 0 && unclear.length === 0) return report.fail('none-serves', details);
    // Seen from one place only: another network may reach it.
    for (const { name } of silent) report.fail('silent', { ...details, server: name, grade: 'observed' });
    for (const { name, answer } of lame)
      report.fail('lame', { ...details, server: name, answer: answer === 'ok' ? 'it answers without authority' : `it answers ${answer}` });
    for (const { name } of lost) report.fail('no-address', { ...details, server: name });
    if (seen.names.length === 1) report.fail('only-one', { ...details, server: seen.names[0] ?? '' });
    if (unclear.length > 0) return report.unknown(`could not be asked: ${unclear.map(({ name }) => name).join(', ')}`);
    report.pass(`${answering.length} of ${seen.names.length} name servers answer`);
  },
});
