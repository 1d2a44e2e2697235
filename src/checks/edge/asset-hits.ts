import { edgeCache } from '../../evidence/edge/cache.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { notForVisitors } from './edge-facts.ts';
import { cacheRemedy } from './header-remedies.ts';
import { stackOf } from './stack.ts';

const LEAST_SHARE = 0.7;

export const assetHits = defineCheck({
  id: 'edge/asset-hits',
  rows: ['F5'],
  stage: 'performance',
  about: 'host',
  title: 'The edge serves static files from its cache',
  why: 'Files that the edge fetches from your server every time make pages slower far away and put the whole crowd of a launch onto your server.',
  test: "for i in 1 2; do curl -sI https://{subject}/your-file.js | grep -iE 'cf-cache-status|x-cache|x-vercel-cache|age'; done",
  refs: ['RFC 9111 §4', 'RFC 9211'],
  needs: { seen: one(edgeCache, ['files']), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'seldom-hit': {
      says: 'Asked for twice, only {hits:count} of {n:count} static files of {host:name} come from the cache of the edge the second time',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 20,
    },
  },
  judge({ seen, http }, { subject, report }) {
    const { asked, told, hits, lines } = seen.files;
    if (asked === 0) return report.notApplicable('the page loads no static files from this host');
    if (told === 0) return report.unknown('the answers do not say whether they come from a cache: there is none in front, or it does not tell');
    if (hits / told >= LEAST_SHARE) return report.pass(`${hits} of ${told} files came from the cache the second time`);
    const folder = /^\w+:\/\/[^/]+(\/(?:[\w.-]+\/){0,3})/.exec(lines[0]?.split('GET ')[1] ?? '')?.[1] ?? '/';
    report.fail('seldom-hit', {
      hits,
      n: told,
      host: subject.name,
      proof: [{ says: 'asked for a second time', lines }],
      fix: cacheRemedy(stackOf(http?.platforms ?? []), folder),
    });
  },
});
