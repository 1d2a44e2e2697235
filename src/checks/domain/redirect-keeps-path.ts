import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { DEEP_PATH, DEEP_QUERY, edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { hopLine, NO_ADDRESS, notForVisitors, standsBefore, stepsOf } from '../edge/edge-facts.ts';
import { isGeneral, keeps } from './redirect-step.ts';
import { forceHttpsRemedy, hostRedirectRemedy } from '../edge/redirect-remedies.ts';
import { stackOf } from '../edge/stack.ts';

export const redirectKeepsPath = defineCheck({
  id: 'domain/redirect-keeps-path',
  rows: ['B6'],
  stage: 'domain',
  about: 'host',
  title: 'Redirects to HTTPS and to the canonical host keep the whole address',
  why: 'When the path or the part after "?" is lost, links in mails, sign-in with Google and password resets end on the front page instead of doing their work.',
  test: `curl -sI "http://{subject}${DEEP_PATH}?${DEEP_QUERY}" | grep -i location`,
  refs: ['RFC 6749 §4.1.2', 'RFC 9110 §15.4'],
  needs: { http: one(edgeHttp, ['deep']), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'path-lost': {
      says: '{host:name} redirects every address to the front page: deep links lose their path',
      class: 'incident',
      impact: 'revenue',
      identity: [],
      minutes: 15,
      reach: 'one-flow',
    },
    'query-lost': {
      says: '{host:name} loses the part after "?" when it redirects: sign-in callbacks lose their code',
      class: 'incident',
      impact: 'revenue',
      identity: [],
      minutes: 15,
      reach: 'one-flow',
    },
  },
  judge({ http: { status, root, deep, platforms }, deploy }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const before = standsBefore(root.https);
    if (before !== undefined) return report.unknown(before);
    const pairs = [
      { deep: deep?.http, root: root.http },
      { deep: deep?.https, root: root.https },
    ];
    const moves = pairs.flatMap(({ deep, root }) => (deep ? stepsOf(deep).filter((step) => isGeneral(step, root)) : []));
    if (moves.length === 0) return report.notApplicable('the host has no redirect to HTTPS or to another host');
    const lost =
      moves.find(({ from, to }) => from.url.includes(DEEP_PATH) && !keeps(to, DEEP_PATH)) ??
      moves.find(({ from, to }) => from.url.includes(DEEP_QUERY) && !keeps(to, DEEP_QUERY));
    if (!lost) return report.pass('path and query arrive');
    const stack = stackOf(platforms, deploy?.framework);
    const canonical = intent.canonicalHost ?? subject.name;
    const fix =
      lost.to.hostname === subject.name || canonical === subject.name
        ? forceHttpsRemedy(stack, subject.name)
        : hostRedirectRemedy(stack, subject.name, canonical);
    report.fail(keeps(lost.to, DEEP_PATH) ? 'query-lost' : 'path-lost', {
      host: subject.name,
      proof: [{ says: 'asked for an address with path and query', lines: [hopLine(lost.from)] }],
      fix,
    });
  },
});
