import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { zoneOf } from '../domain/host-facts.ts';
import { notForVisitors, softened } from './edge-facts.ts';
import { directiveToWiden, isCut, isOwnAddress, refusedBy, type Refused } from './policy-facts.ts';
import { TRY_FIRST, widenedRemedy } from './policy-remedies.ts';
import { stackOf } from './stack.ts';
import { policyBlocksProblems } from './policy-blocks-problems.ts';

export const policyBlocks = defineCheck({
  id: 'edge/policy-blocks',
  rows: ['H1', 'C6'],
  stage: 'edge',
  about: 'host',
  title: 'The content security policy lets the app itself work',
  why: 'A policy that forgets the app’s own API, its chat connection or a script stops them in every browser, while curl, tests and monitors see nothing wrong.',
  test: 'Open https://{subject} with the developer tools (F12) and look for "Content Security Policy" in the console',
  refs: ['CSP Level 3 §6.7.2', 'CSP Level 3 §6.8.3'],
  needs: { code: one(edgePageCode, []), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  monitorable: '1h',
  unless: notForVisitors,
  problems: policyBlocksProblems,
  judge({ code, http, deploy }, { subject, intent, report }) {
    if (code.status === 'none') return report.notApplicable('the host serves no page of its own');
    if (!code.policies.some(({ enforced }) => enforced)) return report.notApplicable('the page has no content security policy that is enforced');
    if (code.policies.some(isCut)) return report.unknown('its policy is longer than we read');
    const host = subject.name;
    const refused = refusedBy(code);
    const stack = stackOf(http?.platforms ?? [], deploy?.framework);
    const details = (some: readonly Refused[]) => ({
      host,
      what: [...new Set(some.map(({ want }) => `${directiveToWiden(want)} ${want.url === null ? '' : (URL.parse(want.url)?.host ?? 'data:')}`))],
      proof: [
        { says: `wanted by ${code.page ?? ''}`, lines: some.slice(0, 10).map(({ want }) => quote(`${want.where}: ${want.url ?? ''}`)) },
        { says: 'and refused by', lines: [...new Set(some.map(({ policy }) => quote(policy.text, 600)))] },
      ],
      fix: widenedRemedy(stack, some, external),
    });
    const external = refused.filter(({ want }) => want.url !== null);
    const domain = zoneOf(subject);
    const vital = ['script-src-elem', 'connect-src', 'style-src-elem', 'frame-src', 'form-action'];
    const own = external.filter(({ want }) => isOwnAddress(want.url, domain) && vital.includes(want.directive));
    const foreign = external.filter(
      ({ want }) => !isOwnAddress(want.url, domain) && ['script-src-elem', 'frame-src', 'style-src-elem', 'form-action'].includes(want.directive),
    );
    const inline = refused.filter(({ want }) => want.url === null);
    if (own.length > 0) report.fail('own-parts', { ...details(own), ...softened(intent, host) });
    if (foreign.length > 0) report.fail('foreign-parts', details(foreign));
    if (inline.length > 0) {
      const steps = [
        'Give each script of the page a nonce (a fresh random value per answer, the same in the header), or move it into a file.',
        'Next.js: nonces by middleware make pages dynamic; for static pages use digests.',
        TRY_FIRST,
      ];
      report.fail('page-scripts', { ...details(inline), n: inline.length, fix: { steps } });
    }
  },
});
