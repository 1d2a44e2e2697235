import { nameServers } from '../../evidence/domain/name-servers.ts';
import { wildcard as kind } from '../../evidence/domain/wildcard.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { dnsRemedy } from './dns-remedy.ts';
import { dnsProof, previewPlatformOf } from './host-facts.ts';

export const wildcardCheck = defineCheck({
  id: 'domain/wildcard',
  rows: ['B4'],
  stage: 'domain',
  about: 'domain',
  title: 'Made-up host names lead nowhere',
  why: 'With a wildcard record every name under your domain opens something. Links with your name can be made up by anybody, and a forgotten host never shows.',
  test: 'dig +short made-up-name.{subject}',
  refs: ['RFC 4592'],
  needs: { seen: one(kind), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '24h',
  problems: {
    wildcard: {
      says: 'Any made-up name under {domain:name} leads to {target:name}',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 15,
      waitMinutes: 10,
    },
  },
  judge({ seen, servers }, { subject, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    if (seen.status === 'none') return report.pass('a made-up name does not exist, as it should');
    const target = seen.chain[0] ?? seen.addresses[0] ?? '';
    const type = seen.chain[0] === undefined ? 'A' : 'CNAME';
    const fix = dnsRemedy(
      { zone: servers?.zone ?? subject.name, nameServers: servers?.names },
      [{ op: 'remove', name: `*.${subject.name}`, type, data: type === 'CNAME' ? `${target}.` : target }],
      ['First add a record of its own for each host that is really used.', 'If each customer gets a host name of their own, the wildcard is right: leave it.'],
    );
    report.fail('wildcard', { domain: subject.name, target, proof: dnsProof(seen), fix });
  },
});
