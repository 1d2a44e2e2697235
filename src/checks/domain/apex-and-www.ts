import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { nameServers } from '../../evidence/domain/name-servers.ts';
import { defineCheck, each, maybe } from '../../model/check.ts';
import { addTarget, dnsRemedy } from './dns-remedy.ts';
import { dnsProof, hostIn, isNamed, previewPlatformOf } from './host-facts.ts';

const COSTS = { impact: 'revenue', minutes: 15, waitMinutes: 10 } as const;
const SAYS = {
  one: '{missing:name} leads nowhere while {present:name} works: whoever types the other form sees an error',
  both: 'Neither {apex:name} nor {www:name} leads anywhere: whoever types the domain sees an error',
} as const;
const SEND_ON = ['Add the name to the project at your hosting too, so that it gets a certificate, and let it redirect to the main address.'];

export const apexAndWww = defineCheck({
  id: 'domain/apex-and-www',
  rows: ['B1'],
  stage: 'domain',
  about: 'domain',
  title: 'The domain opens with and without www',
  why: 'People type the address from memory, with www or without. The form that does not exist shows them an error page.',
  test: 'dig +short {subject}; dig +short www.{subject}',
  refs: ['RFC 1034 §3.6'],
  needs: { hosts: each(hostAddresses), servers: maybe(nameServers, ['names']) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'other-form-missing': { says: SAYS.one, class: 'incident', identity: ['missing'], fails: [], ...COSTS },
    'neither-form': { says: SAYS.both, class: 'later', identity: [], ...COSTS },
  },
  judge({ hosts, servers }, { subject, intent, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} runs this domain`);
    const names = { apex: subject.name, www: `www.${subject.name}` };
    const apex = hosts.find((host) => host.subject.name === names.apex);
    const www = hosts.find((host) => host.subject.name === names.www);
    if (!apex || !www) {
      const expected = hostIn(intent, names.apex) !== undefined || hostIn(intent, names.www) !== undefined;
      return expected
        ? report.unknown('not both forms of the domain could be looked up')
        : report.notApplicable('the config says nothing about the domain itself');
    }
    const missing = [apex, www].filter((host) => host.value.status !== 'present');
    const [lost] = missing;
    if (!lost) return report.pass(`${names.apex} and ${names.www} both lead to an address`);
    if (missing.some((host) => isNamed(intent, host.subject.name)))
      return report.notApplicable('the missing form is a declared host: see domain/host-resolves');
    const at = { zone: servers?.zone ?? subject.name, nameServers: servers?.names };
    const proof = missing.flatMap((host) => dnsProof(host.value));
    if (missing.length === 2)
      return report.fail('neither-form', { ...names, proof, fix: dnsRemedy(at, [addTarget(names.apex, at), addTarget(names.www)], SEND_ON) });
    const present = lost === www ? names.apex : names.www;
    const fix = dnsRemedy(at, [lost === www ? { op: 'add', name: names.www, type: 'CNAME', data: `${names.apex}.` } : addTarget(names.apex, at)], SEND_ON);
    const soften = isNamed(intent, present) ? {} : { soften: { to: 'later' as const, because: `the address of the product is not ${present}` } };
    report.fail('other-form-missing', { missing: lost.subject.name, present, proof, fix, ...soften });
  },
});
