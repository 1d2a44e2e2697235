import { isAtOrBelow } from '../../model/domain-name.ts';
import { dnssec } from '../../evidence/domain/dnssec.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { daneEvidence } from '../../evidence/email/dane.ts';
import { starttlsEvidence } from '../../evidence/email/starttls.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { zoneAt } from '../domain/dns-remedy.ts';
import { daneProblems } from './dane-problems.ts';
import { judgeDaneHost } from './dane-host.ts';
import { keepOrSign } from './dane-remedy.ts';
import { whyNotOurs } from './not-judged.ts';

export const daneCheck = defineCheck({
  id: 'email/dane',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Certificates that DNS announces for the mail exchangers are the ones they show',
  why: 'Large mail services check announced certificates (DANE). When one is renewed and the announcement forgotten, their mail to you stays away without a word.',
  test: 'dig +short TLSA _25._tcp.<mail exchanger>; openssl s_client -starttls smtp -connect <mail exchanger>:25 -dane_tlsa_domain <mail exchanger> -dane_tlsa_rrdata "<record>"',
  refs: ['RFC 7672', 'RFC 6698'],
  needs: { dane: one(daneEvidence), tls: maybe(starttlsEvidence), signed: maybe(dnssec), ns: maybe(nameServers) },
  maxAge: '24h',
  monitorable: '1h',
  problems: daneProblems,
  judge({ dane, tls, signed, ns }, context) {
    const { subject, report } = context;
    const { name } = subject;
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    for (const { place, why } of dane.hosts.filter(({ state }) => state === 'unknown'))
      report.unknown(`DNS did not say whether ${place} has records: ${why ?? ''}`);
    const announced = dane.hosts.filter(({ state }) => state === 'records');
    if (announced.length === 0 && dane.hosts.every(({ state }) => state === 'none'))
      return report.notApplicable(`DNS proves that it announces no certificate for the mail exchangers of ${name}`);
    if (!signed) return report.unknown(`whether ${name} is signed was not seen, so that nobody can tell whether senders look at these records`);
    const at = zoneAt(name, ns);
    for (const host of announced) {
      const proof = [{ says: `TLSA at ${host.place}`, lines: host.records.map(({ text }) => text) }];
      if (signed.ds.length > 0) judgeDaneHost(host, tls?.servers, { at, proof }, context);
      else if (isAtOrBelow(host.host, name)) report.fail('not-signed', { host: host.host, name, proof, fix: keepOrSign(name, host.place) });
    }
    return undefined;
  },
});
