import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, one } from '../../model/check.ts';
import { dnsHostOf } from './dns-remedy.ts';
import { previewPlatformOf } from './host-facts.ts';
import { isRegistry } from '../../model/domain-name.ts';
import { ANOTHER_NETWORK, boughtAs, failingAddresses, repairServers, serverProof, standing, together } from './name-server-facts.ts';
import { nameServerProblems } from './name-server-problems.ts';

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
  problems: nameServerProblems,
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
    for (const { server, address, answer, line } of failingAddresses(answering))
      report.fail('address-fails', {
        ...details,
        server,
        address,
        answer,
        proof: [...details.proof, { says: `At ${address}:`, lines: [line] }],
        grade: 'observed',
      });
    for (const { name, lostIn } of lost) {
      // The registry itself says that nobody has it; whether it can be bought today the registrar's search shows.
      if (lostIn !== null && isRegistry(lostIn))
        report.fail('claimable', { ...details, server: name, grade: 'observed', test: `whois ${boughtAs(name, lostIn)}` });
      else report.fail('no-address', { ...details, server: name });
    }
    const { address, network } = together(seen.servers);
    if (seen.servers.length === 1) report.fail('only-one', { ...details, server: seen.servers[0]?.name ?? '' });
    else if (address !== undefined) report.fail('one-address', { ...details, address });
    else if (network !== undefined && !dnsHostOf(seen.names)) report.fail('one-network', { ...details, network, fix: ANOTHER_NETWORK });
    if (unclear.length > 0) return report.unknown(`could not be asked: ${unclear.map(({ name }) => name).join(', ')}`);
    report.pass(`${answering.length} of ${seen.servers.length} name servers answer`);
  },
});
