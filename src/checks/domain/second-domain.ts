import { isAtOrBelow } from '../../model/domain-name.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, each } from '../../model/check.ts';
import { hopLine } from '../edge/edge-facts.ts';
import { hostRedirectRemedy } from '../edge/redirect-remedies.ts';
import { stackOf } from '../edge/stack.ts';

export const secondDomain = defineCheck({
  id: 'domain/second-domain',
  rows: ['B2'],
  stage: 'domain',
  about: 'project',
  title: 'Only one domain serves the app',
  why: 'On a second domain with the same app sign-ins do not count, callbacks from Google or Stripe fail, and search engines see a copy.',
  test: 'Open each of your domains: all but one must lead to the main address',
  refs: ['RFC 6596'],
  needs: { hosts: each(edgeHttp, ['https', 'page']) },
  maxAge: '24h',
  problems: {
    'serves-too': {
      says: '{other:name} serves the same app as {main:name} instead of sending visitors there',
      class: 'incident',
      impact: 'revenue',
      identity: ['other'],
      minutes: 20,
    },
    'leads-away': {
      says: '{other:name}, which the config calls {purpose:word}, sends all visitors to {main:name} for good: the app does not open there',
      class: 'incident',
      impact: 'revenue',
      identity: ['other'],
      minutes: 20,
    },
  },
  judge({ hosts }, { intent, report }) {
    const domainOf = (host: string): string | undefined => intent.domains.find((domain) => isAtOrBelow(host, domain));
    const pages = hosts.flatMap(({ subject, value }) =>
      value.page && value.page.html && value.page.status < 300 ? [{ name: subject.name, page: value.page, value }] : [],
    );
    const main =
      pages.find(({ name }) => name === intent.canonicalHost) ??
      pages.find(({ name }) => name === intent.domains[0] || name === `www.${intent.domains[0] ?? ''}`);
    for (const { name, page, value } of pages) {
      if (!main || domainOf(name) === domainOf(main.name)) continue;
      const isCopy = page.title !== null && page.title === main.page.title;
      const sharesFiles = (page.hashedFiles ?? []).some((file) => main.page.hashedFiles?.includes(file));
      if (!isCopy && !sharesFiles) continue;
      const lines = [value, main.value].flatMap(({ root }) => root?.https.hops.slice(-1).map(hopLine) ?? []);
      report.fail('serves-too', {
        other: name,
        main: main.name,
        proof: [{ says: `both show "${page.title ?? ''}"`, lines }],
        fix: hostRedirectRemedy(stackOf(value.platforms), name, main.name),
        grade: 'observed',
      });
    }
    for (const { subject, value } of hosts) {
      const purpose = intent.hosts.find(({ name, declared }) => name === subject.name && declared)?.purpose;
      const [first] = value.root?.https.hops ?? [];
      const to = first && value.root?.https.hops[1]?.host;
      if (!purpose || !['app', 'admin', 'api'].includes(purpose) || !first || ![301, 308].includes(first.status) || to === undefined || to === subject.name)
        continue;
      const proof = [{ says: 'asked for its front page', lines: [hopLine(first)] }];
      const steps = [
        `If ${subject.name} shall serve: add the name to the project at your hosting, and take the redirect away.`,
        `If ${to} is the right place: take the host out of the config, and correct links and callbacks.`,
      ];
      report.fail('leads-away', { other: subject.name, purpose, main: to, proof, fix: { steps } });
    }
    if (hosts.length === 0) report.notApplicable('no host was looked at');
  },
});
