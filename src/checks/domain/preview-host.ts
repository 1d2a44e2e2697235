import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, one } from '../../model/check.ts';
import { hopLine, NO_ADDRESS, notForVisitors, purposeOf } from '../edge/edge-facts.ts';
import { previewPlatformOf } from './host-facts.ts';

export const previewHost = defineCheck({
  id: 'domain/preview-host',
  rows: ['B4', 'B5', 'B9'],
  stage: 'domain',
  about: 'host',
  title: 'Preview and demo addresses do not stand beside the product',
  why: 'Old preview links keep working for whoever has them: users sign up in the wrong place, and search engines list the copy beside the real site.',
  test: 'curl -sI https://{subject} | grep -iE "^HTTP|location|x-robots-tag"',
  refs: ['RFC 9309', 'developers.google.com/search: robots meta tag, X-Robots-Tag'],
  needs: { http: one(edgeHttp, ['https', 'page']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    open: {
      says: '{host:name} is a {kind:word} host that shows the product to everybody, and search engines may list it',
      class: 'incident',
      impact: 'revenue',
      identity: [],
      minutes: 15,
    },
  },
  judge({ http: { status, root, page } }, { subject, intent, report }) {
    const host = subject.name;
    const purpose = purposeOf(intent, host);
    const platform = previewPlatformOf(host);
    // A platform's own name that the config calls the main address is the product itself; domain/production-domain judges that.
    const isPreview =
      purpose === 'preview' ||
      purpose === 'staging' ||
      (platform !== undefined && intent.canonicalHost !== host && !['app', 'api', 'apex', 'www'].includes(purpose));
    if (!isPreview) return report.notApplicable('the config does not call it a preview or staging host');
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const last = root.https.hops.at(-1);
    if (root.https.end !== 'answered' || !last) return report.unknown('its page could not be seen');
    if (last.host !== host) return report.pass(`sends visitors on to ${last.host}`);
    if (last.status === 401 || last.status === 403) return report.pass('asks for a sign-in');
    if (last.status >= 400) return report.pass(`answers ${last.status}`);
    if (page?.noindex) return purpose === 'staging' || purpose === 'preview' ? report.pass('tells search engines to stay away') : undefined;
    report.fail('open', {
      host,
      kind: purpose === 'staging' ? 'staging' : 'preview',
      proof: [{ says: 'answered without redirect, sign-in or noindex', lines: [hopLine(last), ...(page?.title ? [page.title] : [])] }],
      fix: {
        steps: [
          `An old address that customers may still have: redirect it permanently to the product${intent.canonicalHost ? ` (https://${intent.canonicalHost})` : ''}.`,
          'A preview you still need: put it behind a sign-in (Vercel: Settings → Deployment Protection; Netlify: Site protection; Cloudflare: Access) and send "X-Robots-Tag: noindex".',
        ],
        snippet: { language: 'nginx', text: 'add_header X-Robots-Tag "noindex, nofollow" always;', where: 'the server block of the preview host' },
      },
    });
  },
});
