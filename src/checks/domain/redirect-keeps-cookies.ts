import { isAtOrBelow } from '../../model/domain-name.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { parseSetCookie } from '../../formats/set-cookie.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { zoneOf } from './host-facts.ts';
import { hopLine, NO_ADDRESS, notForVisitors, stepsOf } from '../edge/edge-facts.ts';

const SESSION = /sess|sid$|auth|token|login|remember/i;

export const redirectKeepsCookies = defineCheck({
  id: 'domain/redirect-keeps-cookies',
  rows: ['B6'],
  stage: 'domain',
  about: 'host',
  title: 'Redirects do not leave the session behind',
  why: 'A session that is set on one host and needed on the next is gone after the redirect: people log in, are sent on, and are asked to log in again.',
  test: 'Log in at https://{subject} and follow where it sends you: are you still logged in?',
  refs: ['RFC 6265 §5.1.3'],
  needs: { http: one(edgeHttp, ['http', 'https', 'deep']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'left-behind': {
      says: '{host:name} sets the session cookie {cookie:outside} and sends visitors on to {to:name}, where it does not count',
      class: 'incident',
      impact: 'revenue',
      identity: ['cookie'],
      minutes: 20,
      reach: 'one-flow',
      fix: {
        steps: [
          'Redirect between hosts first (in the web server or at the edge), before the app sets any cookie.',
          'If both hosts really need the same session, set the cookie with Domain=<your domain>; better is one host for the app.',
        ],
      },
    },
  },
  judge({ http: { status, root, deep } }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const steps = [root.https, root.http, deep?.https, deep?.http].flatMap((walk) => (walk ? stepsOf(walk) : []));
    const zone = zoneOf(subject);
    const isOwn = (host: string): boolean => isAtOrBelow(host, zone);
    // To a sign-in service or another page a cookie need not come along: only the same page on another host of the domain.
    const crossing = steps.filter(
      ({ from, to }) => from.host === subject.name && from.host !== to.hostname && isOwn(to.hostname) && to.pathname === URL.parse(from.url)?.pathname,
    );
    if (crossing.length === 0) return report.notApplicable('the host sends nobody to the same page of another host');
    for (const { from, to } of crossing) {
      for (const { name, value } of from.headers) {
        const cookie = name === 'set-cookie' ? parseSetCookie(value) : undefined;
        if (!cookie || !SESSION.test(cookie.name) || (cookie.maxAge !== undefined && cookie.maxAge <= 0)) continue;
        if (cookie.domain !== undefined && isAtOrBelow(to.hostname, cookie.domain)) continue;
        const proof = [{ says: 'answered', lines: [hopLine(from), quote(`set-cookie: ${value}`)] }];
        return report.fail('left-behind', { host: subject.name, cookie: quote(cookie.name, 100), to: to.hostname, proof, grade: 'observed' });
      }
    }
    report.pass('no session is set on the way');
  },
});
