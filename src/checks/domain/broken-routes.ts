import { type CrawledPage, edgeCrawl } from '../../evidence/edge/crawl.ts';
import { defineCheck, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors, purposeOf } from '../edge/edge-facts.ts';

const broken = { class: 'incident', impact: 'experience', identity: [], minutes: 20 } as const;
const lineOf = ({ url, status, title, from }: CrawledPage) =>
  quote(`GET ${url} -> ${status ?? 0}${title === null ? '' : ` "${title}"`}, linked from ${from ?? ''}`, 300);

export const brokenRoutes = defineCheck({
  id: 'domain/broken-routes',
  rows: ['B12'],
  stage: 'domain',
  about: 'host',
  title: 'Every link of the site leads to a page',
  why: 'A dead link in the menu, the pricing page or the sitemap ends the visit of a customer, and search engines drop what they cannot open.',
  test: 'npx linkinator https://{subject} --recurse',
  refs: ['RFC 9110 §15.5.5', 'RFC 9309'],
  needs: { crawl: one(edgeCrawl, ['pages']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    dead: {
      says: '{n:count} link{n:s} on {host:name} lead{verb:word} to a page that does not exist',
      ...broken,
      fix: {
        steps: [
          'Correct each link in the proof, or redirect (301) the address to the page that took its place.',
          'Look through the access log for further 404 answers after the launch.',
        ],
      },
    },
    fails: {
      says: '{n:count} page{n:s} linked on {host:name} answer{verb:word} with a server error',
      ...broken,
      minutes: 45,
      fix: { steps: ['Open each address in the proof and read the log of the application at that moment: it names the error.'] },
    },
    'says-not-found': {
      says: '{n:count} link{n:s} on {host:name} show{verb:word} a "not found" page although the answer says that all is well (status 200)',
      ...broken,
      fix: { steps: ['Correct the links in the proof.', 'Let the "not found" page answer with status 404 (Next.js: notFound(); Express: res.status(404)).'] },
    },
  },
  judge({ crawl }, { subject, intent, report }) {
    if (crawl.status === 'none') return report.notApplicable('the host serves no page of its own');
    if (['preview', 'staging'].includes(purposeOf(intent, subject.name))) return report.notApplicable('only what customers use must have no dead link');
    if (crawl.status === 'kept-out') return report.unknown('its robots.txt asks programs to stay away from the whole site, so no link was tried');
    const linked = crawl.pages.filter(({ from, status }) => from !== null && status !== null);
    const fail = (problem: 'dead' | 'fails' | 'says-not-found', pages: readonly CrawledPage[], inferred = false): void => {
      if (pages.length === 0) return;
      const proof = [{ says: 'asked', lines: pages.slice(0, 10).map(lineOf) }];
      report.fail(problem, { host: subject.name, n: pages.length, verb: pages.length === 1 ? 's' : '', proof, ...(inferred && { grade: 'inferred' }) });
    };
    fail(
      'dead',
      linked.filter(({ status }) => status === 404 || status === 410),
    );
    fail(
      'fails',
      linked.filter(({ status }) => (status ?? 0) >= 500),
    );
    fail(
      'says-not-found',
      linked.filter(({ status, like, saysNotFound }) => (status ?? 0) < 300 && (like === 'nothing' || saysNotFound)),
      true,
    );
    const shells = linked.filter(({ like }) => like === 'front');
    if (crawl.nothing?.like === 'front' && shells.length > 0)
      return report.unknown(
        `the server gives every address the same page (a single-page app), so which of ${count(shells.length, 'link')} lead somewhere only a browser can tell`,
      );
    report.pass(`${count(linked.length, 'link')} tried${crawl.skipped > 0 ? `; ${crawl.skipped} more of the same folders left out` : ''}`);
  },
});
