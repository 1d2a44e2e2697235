import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeAnswers } from '../../evidence/edge/answers.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { classesWithout, headerIn } from './answer-facts.ts';
import { headerOf, hopLine, NO_ADDRESS, notForVisitors, standsBefore } from './edge-facts.ts';
import { type HeaderLine, headersRemedy } from './header-remedies.ts';
import { stackOf } from './stack.ts';

export const securityHeaders = defineCheck({
  id: 'edge/security-headers',
  rows: ['C6'],
  stage: 'edge',
  about: 'host',
  title: 'Pages carry the basic protective headers',
  why: 'They stop other sites from putting your page in a hidden frame to steal clicks, browsers from guessing file types, and full page addresses from leaking to other sites.',
  test: 'curl -sI https://{subject}',
  refs: ['CSP Level 3 frame-ancestors', 'Fetch X-Content-Type-Options', 'Referrer Policy §8'],
  needs: { http: one(edgeHttp, ['https']), answers: maybe(edgeAnswers, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    uneven: {
      says: '{host:name} sends protective headers with its front page, but not with every kind of answer: {what:names}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 15,
      fails: [],
    },
    missing: { says: '{host:name} lacks {headers:names}', class: 'later', impact: 'data', identity: [], minutes: 15 },
  },
  judge({ http: { status, root, page, platforms }, answers, deploy }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const before = standsBefore(root.https);
    if (before !== undefined) return report.unknown(before);
    const last = root.https.hops.at(-1);
    if (root.https.end !== 'answered' || !last) return report.unknown('no page was seen over HTTPS');
    if (last.host !== subject.name) return report.notApplicable(`the host only sends visitors on to ${last.host}`);
    if (!page?.html) return report.notApplicable('the host serves no HTML page at its root; these headers protect pages');
    const value = (name: string): string => headerOf(last, name)?.toLowerCase() ?? '';
    const framed = value('x-frame-options') !== '' || value('content-security-policy').includes('frame-ancestors');
    const wanted: readonly (readonly [ok: boolean, HeaderLine])[] = [
      [value('x-content-type-options').includes('nosniff'), ['X-Content-Type-Options', 'nosniff']],
      // A chat widget must be framed by its customers' sites: 'self' is the safe start, to be widened on purpose.
      [framed, ['Content-Security-Policy', "frame-ancestors 'self'"]],
      [value('referrer-policy') !== '', ['Referrer-Policy', 'strict-origin-when-cross-origin']],
    ];
    const lines = wanted.flatMap(([ok, line]) => (ok ? [] : [line]));
    const sniffed = value('x-content-type-options') === '' ? [] : classesWithout(answers, 'x-content-type-options');
    const open = framed
      ? classesWithout(answers, 'x-frame-options').filter((answer) => answer.html && !headerIn(answer, 'content-security-policy')?.includes('frame-ancestors'))
      : [];
    const uneven = [...sniffed.map((answer) => ({ answer, lacks: 'X-Content-Type-Options' })), ...open.map((answer) => ({ answer, lacks: 'X-Frame-Options' }))];
    if (uneven.length > 0) {
      const proof = [{ says: 'answered', lines: uneven.map(({ answer, lacks }) => quote(`GET ${answer.url} -> ${answer.status}, no ${lacks}`)) }];
      const fix = headersRemedy(stackOf(platforms, deploy?.framework), [
        ['X-Content-Type-Options', 'nosniff'],
        ...(open.length > 0 ? [['X-Frame-Options', 'SAMEORIGIN'] as const] : []),
      ]);
      report.fail('uneven', { host: subject.name, what: [...new Set(uneven.map(({ answer, lacks }) => `${answer.class} (${lacks})`))], proof, fix });
    }
    if (lines.length === 0) return;
    const headers = lines.map(([name]) => (name === 'Content-Security-Policy' ? 'Content-Security-Policy frame-ancestors' : name));
    report.fail('missing', {
      host: subject.name,
      headers,
      proof: [{ says: 'answered without them', lines: [hopLine(last)] }],
      fix: headersRemedy(stackOf(platforms, deploy?.framework), lines),
    });
  },
});
