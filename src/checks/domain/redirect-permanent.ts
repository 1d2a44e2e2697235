import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { hopLine, NO_ADDRESS, notForVisitors, stepsOf } from '../edge/edge-facts.ts';
import { forceHttpsRemedy } from '../edge/redirect-remedies.ts';
import { stackOf } from '../edge/stack.ts';

const TEMPORARY = new Set([302, 303, 307]);

export const redirectPermanent = defineCheck({
  id: 'domain/redirect-permanent',
  rows: ['B2', 'B5'],
  stage: 'domain',
  about: 'host',
  title: 'Redirects to HTTPS and to the canonical host are permanent',
  why: 'Search engines keep the old address when a redirect calls itself temporary, and browsers ask the detour again on every visit.',
  test: 'curl -sI http://{subject} | head -1',
  refs: ['RFC 9110 §15.4.2', 'RFC 9110 §15.4.9'],
  needs: { http: one(edgeHttp, ['http', 'https']), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    temporary: { says: '{host:name} redirects with the temporary status {code:count}', class: 'later', impact: 'revenue', identity: [], minutes: 10 },
  },
  judge({ http: { status, root, platforms }, deploy }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    // Only the same page on another scheme or host: a redirect to /login or to a country's page is rightly temporary.
    const moves = [root.http, root.https]
      .flatMap(stepsOf)
      .filter(
        ({ from, to }) =>
          from.host === host && `${from.scheme}://${from.host}` !== `${to.protocol}//${to.hostname}` && to.pathname === URL.parse(from.url)?.pathname,
      );
    const temporary = moves.find(({ from }) => TEMPORARY.has(from.status));
    if (!temporary) return;
    const fix = forceHttpsRemedy(stackOf(platforms, deploy?.framework), host);
    report.fail('temporary', {
      host,
      code: temporary.from.status,
      proof: [{ says: 'answered', lines: [hopLine(temporary.from)] }],
      fix: { ...fix, steps: ['Use status 301, or 308 where forms are posted, instead of 302 or 307.', ...fix.steps] },
    });
  },
});
