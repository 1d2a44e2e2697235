import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { type EdgeHttp, edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, each, hint } from '../../model/check.ts';
import { endsOf, walkLines } from '../edge/edge-facts.ts';
import { hostRedirectRemedy } from '../edge/redirect-remedies.ts';
import { stackOf } from '../edge/stack.ts';

const split = { class: 'incident', impact: 'revenue', identity: [], minutes: 20 } as const;

export const canonicalHost = defineCheck({
  id: 'domain/canonical-host',
  rows: ['B2'],
  stage: 'domain',
  about: 'domain',
  title: 'With and without www, visitors end at one address',
  why: 'Two addresses for one site split sign-ins (a login on one is unknown to the other), break callbacks from Google or Stripe, and halve the search ranking.',
  test: 'curl -sIL https://{subject} | grep -iE "^(HTTP|location)"; curl -sIL https://www.{subject} | grep -iE "^(HTTP|location)"',
  refs: ['RFC 6596'],
  needs: { hosts: each(edgeHttp, ['http', 'https']), deploy: hint(deployPlatform) },
  maxAge: '24h',
  monitorable: '1h',
  problems: {
    'both-serve': {
      says: '{apex:name} and {www:name} both show the site, and neither sends visitors to the other',
      ...split,
    },
    'two-homes': { says: '{apex:name} and {www:name} send visitors to different places', ...split },
    'not-canonical': {
      says: '{from:name} does not end at {canonical:name}, which the config calls the main address',
      ...split,
      identity: ['from'],
    },
  },
  judge({ hosts, deploy }, { subject, intent, report }) {
    const names = { apex: subject.name, www: `www.${subject.name}` };
    const of = (name: string): EdgeHttp | undefined => hosts.find((host) => host.subject.name === name)?.value;
    const [apex, www] = [of(names.apex), of(names.www)];
    if (!apex || !www) {
      const expected = intent.hosts.some(({ name }) => name === names.apex || name === names.www);
      return expected
        ? report.unknown('not both forms of the domain could be looked at')
        : report.notApplicable('the config says nothing about the domain itself');
    }
    if (!apex.root || !www.root) return report.notApplicable('only one form of the domain has an address; see domain/apex-and-www');
    const ends = [...endsOf(apex), ...endsOf(www)];
    const home = { apex: endsOf(apex).at(-1), www: endsOf(www).at(-1) };
    if (!home.apex || !home.www) return report.unknown('not both forms of the domain led to a page');
    const proof = [apex, www].map(({ root }) => ({ says: 'asked, redirect by redirect', lines: root ? walkLines(root.https) : [] }));
    // A main address outside this domain (a second domain of the project) is judged where that address is.
    const declared = intent.canonicalHost === names.apex || intent.canonicalHost === names.www ? intent.canonicalHost : undefined;
    const main = declared ?? names.apex;
    const other = main === names.apex ? names.www : names.apex;
    const fix = hostRedirectRemedy(stackOf((main === names.apex ? www : apex).platforms, deploy?.framework), other, main);
    if (home.apex === names.apex && home.www === names.www) return report.fail('both-serve', { ...names, proof, fix });
    if (new Set(ends).size > 1) return report.fail('two-homes', { ...names, proof, fix });
    if (declared && home.apex !== declared) return report.fail('not-canonical', { from: subject.name, canonical: declared, proof, fix });
    report.pass(`both end at ${home.apex}`);
  },
});
