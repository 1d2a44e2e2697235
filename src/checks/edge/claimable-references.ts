import { trustedHosts } from '../../evidence/edge/trusted-hosts.ts';
import { defineCheck, one } from '../../model/check.ts';
import { freeName, powerOf, repairOf } from './trusted-facts.ts';

const COSTS = { impact: 'data', identity: ['lost'], minutes: 20 } as const;

export const claimableReferences = defineCheck({
  id: 'edge/claimable-references',
  rows: ['B4'],
  stage: 'edge',
  about: 'host',
  title: 'The page loads nothing from a name that anybody can take',
  why: 'A page does what its scripts, frames and forms say. Whoever takes the lost name writes them: they read passwords and chats of your users under your own address.',
  test: 'Open the page with the developer tools, Network: what fails with "name not resolved"? Look its domain up at a registrar.',
  refs: ['RFC 8020 §2', 'https://owasp.org/Top10/A08_2021-Software_and_Data_Integrity_Failures/'],
  needs: { seen: one(trustedHosts) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    script: {
      says: '{host:name} runs a script from {lost:name}, and {free:name} belongs to nobody: whoever takes it runs code before your users',
      class: 'blocker',
      ...COSTS,
    },
    content: {
      says: '{host:name} takes a {what:word} from {lost:name}, and {free:name} belongs to nobody: whoever takes it changes what your users see',
      class: 'incident',
      ...COSTS,
    },
    allowed: { says: 'The content security policy of {host:name} lets {lost:name} in, and {free:name} belongs to nobody', class: 'later', ...COSTS },
  },
  judge({ seen }, { subject, report }) {
    if (seen.status === 'none') return report.notApplicable('the host serves no page of its own');
    for (const target of seen.targets) {
      const free = freeName(target);
      const what = powerOf(target, seen);
      if (free === undefined || what === undefined) continue;
      const details = { host: subject.name, lost: target.host, free, ...repairOf(target, free, what) };
      if (what === 'script' || what === 'object') report.fail('script', details);
      else if (what === 'policy') report.fail('allowed', details);
      else report.fail('content', { ...details, what });
    }
    const open = seen.targets.filter((target) => target.status === 'unknown' && powerOf(target, seen) !== 'policy');
    if (open.length > 0) return report.unknown(`it could not be made sure from here whether ${open.map(({ host }) => host).join(', ')} exists`);
    report.pass(seen.targets.length > 0 ? 'the hosts that it loads from belong to somebody' : 'it loads nothing from hosts of others');
  },
});
