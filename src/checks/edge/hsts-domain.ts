import { edgeHttp } from '../../evidence/edge/http.ts';
import { parseHsts, preloadErrors } from '../../formats/hsts.ts';
import { defineCheck, each } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { headerOf, stepsOf } from './edge-facts.ts';

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
  problems: {
    'breaks-sibling': {
      says: '{domain:name} tells browsers to open all its hosts by HTTPS only, but {host:name} answers on plain HTTP alone: visitors of the site cannot open it any more',
      class: 'incident',
      impact: 'downtime',
      identity: ['host'],
      minutes: 20,
      waitMinutes: 10,
      fails: [],
      fix: {
        steps: [
          'Give the host a certificate and HTTPS (the surest way: browsers remember the instruction for as long as max-age says).',
          'Until then take "includeSubDomains" out of the header of the domain.',
        ],
      },
    },
    'not-preloadable': {
      says: '{domain:name} asks to be put on the HTTPS-only list of browsers ("preload"), but the list would not take it: {codes:names}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 15,
      fix: {
        steps: [
          'Take "preload" out of the header, unless you mean it: being on the list can hardly be undone.',
          'To be taken: max-age of a year, includeSubDomains, preload, and http://<domain> redirects to https://<domain> first.',
        ],
        snippet: { language: 'text', text: 'Strict-Transport-Security: max-age=31536000', where: 'response header of the domain' },
      },
    },
  },
  judge({ hosts }, { subject, report }) {
    const domain = subject.name;
    const apex = hosts.find((host) => host.subject.name === domain)?.value;
    const own = apex?.root?.https.hops.find((hop) => hop.scheme === 'https' && hop.host === domain);
    const value = own && headerOf(own, 'strict-transport-security');
    const read = value === undefined ? undefined : parseHsts(value);
    if (!own || value === undefined || !read || read.maxAge === 0) return report.notApplicable('the domain itself sends no such instruction');
    const proof = [{ says: `answered by https://${domain}/`, lines: [quote(`strict-transport-security: ${value}`)] }];
    if (read.includeSubDomains) {
      for (const { subject: host, value: seen } of hosts) {
        const failure = seen.root?.https.hops.length === 0 ? seen.root.https.failure : null;
        const answersInClear = seen.root?.http.hops.some((hop) => hop.scheme === 'http' && hop.status < 300) ?? false;
        if (host.name !== domain && answersInClear && (failure?.code === 'refused' || failure?.code === 'malformed'))
          report.fail('breaks-sibling', {
            domain,
            host: host.name,
            proof: [...proof, { says: 'and over HTTPS', lines: [quote(`https://${host.name}/: ${failure.reason}`)] }],
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
    if (codes.length > 0) report.fail('not-preloadable', { domain, codes, proof });
  },
});
