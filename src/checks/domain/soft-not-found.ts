import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { DEEP_PATH } from '../../evidence/edge/http.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors, purposeOf } from '../edge/edge-facts.ts';

export const softNotFound = defineCheck({
  id: 'domain/soft-not-found',
  rows: ['B9'],
  stage: 'domain',
  about: 'host',
  title: 'An address that does not exist says so',
  why: 'When every address answers "200 OK", search engines list copies of the same page without end, and no monitor or link check can see a dead page.',
  test: `curl -sI https://{subject}${DEEP_PATH} | head -1 (it must say 404)`,
  refs: ['RFC 9110 §15.5.5', 'developers.google.com/search: soft 404 errors'],
  needs: { crawl: one(edgeCrawl, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'all-well': {
      says: '{host:name} answers addresses that cannot exist with {status:count} instead of 404',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 20,
      fix: {
        steps: [
          'Let the server know the routes of the application and answer 404 to all others (Next.js, Remix, SvelteKit and Astro do so by themselves).',
          'A single-page app behind a static host: list its routes as rewrites instead of "everything to index.html", and keep a 404.html.',
        ],
      },
    },
  },
  judge({ crawl: { status, nothing } }, { subject, intent, report }) {
    if (status === 'none') return report.notApplicable('the host serves no page of its own');
    if (!['apex', 'www', 'docs'].includes(purposeOf(intent, subject.name)))
      return report.notApplicable('only the public site has to be found by search engines');
    if (!nothing) return report.unknown('what an address that cannot exist answers could not be seen');
    if (nothing.status >= 300) return report.pass(`it answers ${nothing.status}`);
    const proof = [{ says: 'asked for an address that cannot exist', lines: [quote(`GET https://${subject.name}${DEEP_PATH} -> ${nothing.status}`)] }];
    report.fail('all-well', { host: subject.name, status: nothing.status, proof });
  },
});
