import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors, purposeOf, standsBefore } from '../edge/edge-facts.ts';
import { previewPlatformOf } from './host-facts.ts';

export const searchVisibility = defineCheck({
  id: 'domain/search-visibility',
  rows: ['B9'],
  stage: 'domain',
  about: 'host',
  title: 'Search engines may list the public site, under its own address',
  why: 'A "noindex" left over from the prototype, or a canonical link to an old address, keeps the site out of Google although everything else works.',
  test: 'curl -sL https://{subject} | grep -iE "noindex|canonical"',
  refs: ['RFC 6596', 'developers.google.com/search: robots meta tag'],
  needs: { http: one(edgeHttp, ['https', 'page']), crawl: maybe(edgeCrawl, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    noindex: { says: 'The public page of {host:name} tells search engines not to list it', class: 'later', impact: 'revenue', identity: [], minutes: 10 },
    'robots-closed': {
      says: 'The robots.txt of {host:name} keeps search engines off the whole site',
      class: 'later',
      impact: 'revenue',
      identity: [],
      minutes: 5,
      fix: { steps: ['Take "Disallow: /" out of the robots.txt of production; keep preview hosts out by "X-Robots-Tag: noindex" instead.'] },
    },
    'listed-and-hidden': {
      says: 'The sitemap of {host:name} names {n:count} page{n:s} that tell search engines not to list them',
      class: 'later',
      impact: 'revenue',
      identity: [],
      minutes: 10,
      fix: { steps: ['Take "noindex" off the pages in the proof, or take them out of the sitemap.'] },
    },
    'canonical-elsewhere': {
      says: 'A page of {host:name} names another address as the real one ({target:outside})',
      class: 'later',
      impact: 'revenue',
      identity: [],
      minutes: 10,
    },
  },
  judge({ http: { status, root, page }, crawl }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    const purpose = purposeOf(intent, host);
    if (purpose !== 'apex' && purpose !== 'www') return report.notApplicable('only the public site has to be found by search engines');
    const before = standsBefore(root.https);
    if (before !== undefined) return report.unknown(before);
    if (!page?.html || page.status >= 400) return report.notApplicable('the host serves no page of its own');
    const proof = [{ says: `in the answer of ${page.url}`, lines: page.title === null ? [] : [page.title] }];
    if (crawl?.robots.closesAll)
      report.fail('robots-closed', { host, proof: [{ says: `in https://${host}/robots.txt`, lines: [quote('User-agent: * / Disallow: /')] }] });
    if (page.noindex)
      report.fail('noindex', {
        host,
        proof,
        fix: { steps: ['Take the robots "noindex" (meta element or X-Robots-Tag header) off production; keep it on preview hosts.'] },
      });
    const further = (crawl?.pages ?? []).filter(({ from, url }) => from !== null && URL.parse(url)?.hostname === host);
    const strange = [page, ...further].find(({ canonical }) => canonical !== null && isStrange(canonical));
    if (strange?.canonical != null) {
      report.fail('canonical-elsewhere', {
        host,
        target: strange.canonical,
        proof: [{ says: `in the answer of ${strange.url}`, lines: strange.title === null ? [] : [strange.title] }],
        fix: {
          steps: [`Set the base address of the site (an environment variable such as SITE_URL) to https://${intent.canonicalHost ?? host} and build again.`],
        },
      });
    }
    const hidden = further.filter(({ from, noindex }) => from === 'sitemap' && noindex);
    if (hidden.length > 0)
      report.fail('listed-and-hidden', {
        host,
        n: hidden.length,
        proof: [{ says: 'named by the sitemap, and "noindex"', lines: hidden.slice(0, 10).map(({ url }) => url) }],
      });
  },
});

/** Nobody means this machine, plain http or a preview as the real address. */
function isStrange(canonical: string): boolean {
  const target = URL.parse(canonical);
  return target !== null && (target.hostname === 'localhost' || target.protocol === 'http:' || previewPlatformOf(target.hostname) !== undefined);
}
