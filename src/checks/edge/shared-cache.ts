import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeAssets } from '../../evidence/edge/assets.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { cacheStatus } from '../../formats/shared-cache.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { privateRemedy } from './cache-remedies.ts';
import { notForVisitors } from './edge-facts.ts';
import { cacheLines, cookiesIn, decide, decisionLog, isSession } from './shared-cache-facts.ts';
import { appStackOf } from './stack.ts';

export const sharedCacheCheck = defineCheck({
  id: 'edge/shared-cache',
  rows: ['C11'],
  stage: 'edge',
  about: 'host',
  title: 'Answers that set a cookie ask no cache to keep them',
  why: 'An answer with a cookie is made for one visitor. If it also asks caches to keep it, the next visitors get that cookie too, and with it possibly the session of somebody else.',
  test: "curl -sI https://{subject} | grep -iE 'set-cookie|cache-control|age:|cache'",
  refs: ['RFC 9111 §3, §7.3', 'RFC 9213', 'vercel/next.js#96266'],
  needs: { http: one(edgeHttp), files: maybe(edgeAssets), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'cookie-from-cache': {
      says: '{host:name} hands out {cookies:names} from a cache: every visitor gets the cookie that was made for one',
      class: 'blocker',
      impact: 'data',
      identity: [],
      minutes: 30,
    },
    'cookie-kept': {
      says: '{host:name} sets {cookies:names} and asks shared caches to keep the answer ({because:word}): an edge that obeys gives one visitor’s cookie to all',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 30,
      fails: [],
    },
  },
  judge({ http, files, deploy }, { subject, report }) {
    const hops = [http.root?.https, http.root?.http].flatMap((walk) => walk?.hops ?? []).filter(({ host }) => host === subject.name);
    for (const hop of hops) {
      const cookies = cookiesIn(hop);
      const decision = decide(http, hop);
      if (cookies.length === 0 || decision.stores !== 'yes' || decision.freshSeconds === 0) continue;
      const proof = [{ says: 'answered', lines: cacheLines(hop) }];
      const details = { host: subject.name, cookies, proof, fix: privateRemedy(appStackOf(http.platforms, deploy?.framework), '/') };
      if (cacheStatus(hop) === 'hit') return report.fail('cookie-from-cache', details);
      const mild = cookies.some(isSession) ? {} : { soften: { to: 'later' as const, because: 'by its name the cookie is no session' } };
      return report.fail('cookie-kept', { ...details, because: `${decision.by}: ${decision.because}`, ...mild });
    }
    report.pass(decisionLog(http, hops, files));
  },
});
