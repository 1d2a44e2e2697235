import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeAnswers } from '../../evidence/edge/answers.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { parseHsts } from '../../formats/hsts.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { classesWithout } from './answer-facts.ts';
import { headerOf, hopLine, NO_ADDRESS, notForVisitors } from './edge-facts.ts';
import { headersRemedy } from './header-remedies.ts';
import { stackOf } from './stack.ts';

const DAY_S = 86_400;
const LEAST_DAYS = 180;
/** One host first; "includeSubDomains" only once every other host of the domain speaks HTTPS. */
const WANTED = ['Strict-Transport-Security', 'max-age=31536000'] as const;

export const hsts = defineCheck({
  id: 'edge/hsts',
  rows: ['C6'],
  stage: 'edge',
  about: 'host',
  title: 'Browsers are told to use HTTPS only',
  why: 'Without this header (HSTS), the very first request of a visit can still go out unencrypted and be caught in a café network.',
  test: 'curl -sI https://{subject} | grep -i strict-transport-security',
  refs: ['RFC 6797 §6.1'],
  needs: { http: one(edgeHttp, ['https']), answers: maybe(edgeAnswers, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    uneven: {
      says: '{host:name} tells browsers to use HTTPS only on its front page, but not in every answer ({what:names})',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 10,
      fails: [],
    },
    missing: { says: '{host:name} does not tell browsers to use HTTPS only (no HSTS header)', class: 'later', impact: 'data', identity: [], minutes: 10 },
    ignored: { says: 'The HSTS header of {host:name} is malformed, so browsers ignore it', class: 'later', impact: 'data', identity: [], minutes: 10 },
    short: {
      says: 'The HSTS header of {host:name} holds for {has:days} only; {least:days} is the least that helps',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 10,
    },
  },
  judge({ http: { status, root, platforms }, answers, deploy }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    // The host's own answer counts, also when it is a redirect to another host: the header protects the name it came from.
    const own = root.https.hops.find((hop) => hop.scheme === 'https' && hop.host === host);
    if (!own) return report.unknown('no answer over HTTPS was seen');
    if (root.https.end === 'challenged') return report.unknown('a bot check answered instead of the site');
    const value = headerOf(own, 'strict-transport-security');
    const details = {
      host,
      proof: [{ says: 'answered', lines: [hopLine(own), ...(value === undefined ? [] : [value])] }],
      fix: headersRemedy(stackOf(platforms, deploy?.framework), [WANTED]),
    };
    if (value === undefined) return report.fail('missing', details);
    const parsed = parseHsts(value);
    if (!parsed) return report.fail('ignored', details);
    const has = Math.floor(parsed.maxAge / DAY_S);
    if (has < LEAST_DAYS) report.fail('short', { ...details, has, least: LEAST_DAYS });
    const bare = classesWithout(answers, 'strict-transport-security');
    if (bare.length === 0) return;
    const lines = bare.map((answer) => quote(`GET ${answer.url} -> ${answer.status}, no strict-transport-security`));
    report.fail('uneven', { ...details, what: bare.map((answer) => answer.class), proof: [{ says: 'answered', lines }] });
  },
});
