import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeHttp, type InsecureReference } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { encryptedRemedy } from './address-remedies.ts';
import { NO_ADDRESS, notForVisitors, standsBefore } from './edge-facts.ts';
import { MIXED_CONTENT_STEPS, mixedContentProblems } from './mixed-content-problems.ts';

export const mixedContent = defineCheck({
  id: 'edge/mixed-content',
  rows: ['C4'],
  stage: 'edge',
  about: 'host',
  title: 'Encrypted pages load nothing over plain HTTP',
  why: 'Browsers block scripts, styles and frames with an http:// address on an https page: the part of the page that needs them is dead for every visitor.',
  test: 'Open https://{subject} with the developer tools (F12) and look for "Mixed Content" in the console',
  refs: ['W3C Mixed Content §3', 'W3C Upgrade Insecure Requests §3'],
  needs: { http: one(edgeHttp, ['page']), crawl: maybe(edgeCrawl, ['pages']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: mixedContentProblems,
  judge({ http: { status, page, root }, crawl }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const before = standsBefore(root.https);
    if (before !== undefined) return report.unknown(before);
    if (!page)
      return root.https.end === 'answered' ? report.notApplicable('the host serves no page of its own') : report.unknown('no page was seen over HTTPS');
    if (!page.html) return report.notApplicable('the host serves no HTML page at its root');
    const further = (crawl?.pages ?? []).filter(({ from, url }) => from !== null && URL.parse(url)?.hostname === subject.name);
    const all = [page, ...further].flatMap((one) => one.insecure.map((reference) => ({ ...reference, at: one.url })));
    const fail = (problem: 'active' | 'passive' | 'localhost', places: readonly (InsecureReference & { readonly at: string })[]): void => {
      if (places.length === 0) return;
      const lines = places.slice(0, 10).map(({ element, url, at }) => quote(`${at}: ${element} ${url}`));
      const fix = encryptedRemedy(
        MIXED_CONTENT_STEPS,
        places.map(({ url }) => URL.parse(url)?.origin ?? ''),
      );
      report.fail(problem, { host: subject.name, n: places.length, proof: [{ says: 'in the HTML', lines }], ...(problem !== 'localhost' && { fix }) });
    };
    const insecure = page.scheme === 'https' ? all : [];
    fail(
      'active',
      insecure.filter(({ active }) => active),
    );
    fail(
      'passive',
      insecure.filter(({ active }) => !active),
    );
    fail(
      'localhost',
      [page, ...further].flatMap((one) => one.localhost.map((reference) => ({ ...reference, at: one.url }))),
    );
  },
});
