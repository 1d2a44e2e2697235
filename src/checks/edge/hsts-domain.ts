import { edgeHttp } from '../../evidence/edge/http.ts';
import { parseHsts, preloadErrors } from '../../formats/hsts.ts';
import { defineCheck, each } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { headerOf, stepsOf } from './edge-facts.ts';
import { headersRemedy } from './header-remedies.ts';
import { hstsDomainProblems, PRELOAD, SIBLING } from './hsts-domain-problems.ts';
import { stackOf } from './stack.ts';

export const hstsDomain = defineCheck({
  id: 'edge/hsts-domain',
  rows: ['C6'],
  stage: 'edge',
  about: 'domain',
  title: 'HTTPS-only for the whole domain harms none of its hosts',
  why: 'With "includeSubDomains" browsers refuse plain HTTP for every host of the domain, for a year, and nobody can take it back from them: a status or docs host without HTTPS is gone.',
  test: 'curl -sI https://{subject} | grep -i strict-transport-security; then try each host of the domain with https://',
  refs: ['RFC 6797 §6.1.2', 'RFC 6797 §14.4', 'hstspreload.org'],
  needs: { hosts: each(edgeHttp, ['https']) },
  maxAge: '24h',
  problems: hstsDomainProblems,
  judge({ hosts }, { subject, report }) {
    const domain = subject.name;
    const apex = hosts.find((host) => host.subject.name === domain)?.value;
    const own = apex?.root?.https.hops.find((hop) => hop.scheme === 'https' && hop.host === domain);
    const value = own && headerOf(own, 'strict-transport-security');
    const read = value === undefined ? undefined : parseHsts(value);
    if (!own || value === undefined || !read || read.maxAge === 0) return report.notApplicable('the domain itself sends no such instruction');
    const proof = [{ says: `answered by https://${domain}/`, lines: [quote(`strict-transport-security: ${value}`)] }];
    // The same line without what does harm, for the place where this site sets it.
    const { snippet } = headersRemedy(stackOf(apex?.platforms ?? []), [['Strict-Transport-Security', `max-age=${read.maxAge}`]]);
    const fixed = (steps: readonly string[]) => ({ steps, ...(snippet && { snippet }) });
    if (read.includeSubDomains) {
      for (const { subject: host, value: seen } of hosts) {
        const failure = seen.root?.https.hops.length === 0 ? seen.root.https.failure : null;
        const answersInClear = seen.root?.http.hops.some((hop) => hop.scheme === 'http' && hop.status < 300) ?? false;
        if (host.name !== domain && answersInClear && (failure?.code === 'refused' || failure?.code === 'malformed'))
          report.fail('breaks-sibling', {
            domain,
            host: host.name,
            proof: [...proof, { says: 'and over HTTPS', lines: [quote(`https://${host.name}/: ${failure.reason}`)] }],
            fix: fixed(SIBLING),
            grade: 'observed',
          });
      }
    }
    if (!read.preload) return;
    const first = apex?.root ? stepsOf(apex.root.http)[0] : undefined;
    const redirect =
      apex?.root && apex.root.http.hops.length > 0
        ? first === undefined
          ? ['redirects.http.no_redirect']
          : first.to.hostname === `www.${domain}`
            ? ['redirects.http.www_first']
            : first.to.protocol !== 'https:' || first.to.hostname !== domain
              ? ['redirects.http.first_redirect.insecure']
              : []
        : [];
    const codes = [...preloadErrors(value), ...redirect];
    if (codes.length > 0) report.fail('not-preloadable', { domain, codes, proof, fix: fixed(PRELOAD) });
  },
});
