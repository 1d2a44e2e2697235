import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, one } from '../../model/check.ts';
import { NO_ADDRESS, notForVisitors, purposeOf, softened, walkLines } from '../edge/edge-facts.ts';
import { pageProblems } from './page-problems.ts';
import { innerTargetOf } from './server-side-address.ts';

/** Hosts with a front page for people; an API may answer 404 or 401 at its root. */
const WITH_FRONT_PAGE = new Set(['apex', 'www', 'app', 'docs', 'status', 'auth']);

export const pageAnswers = defineCheck({
  id: 'domain/page-answers',
  rows: ['H1'],
  stage: 'domain',
  about: 'host',
  title: 'The host answers with the product, not with an error',
  why: 'This is the first thing every customer sees. An error page, a parking page or a password prompt ends the visit.',
  test: 'Open https://{subject} in a private window, or: curl -sSIL https://{subject}',
  refs: ['RFC 9110 §15'],
  needs: { http: one(edgeHttp, ['https']) },
  maxAge: '24h',
  monitorable: '5m',
  unless: notForVisitors,
  problems: pageProblems,
  judge({ http: { status, root, page } }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    const walk = root.https;
    const last = walk.hops.at(-1);
    const common = { host, proof: [{ says: 'asked, redirect by redirect', lines: walkLines(walk) }], ...softened(intent, host) };
    if (walk.end === 'challenged')
      return report.unknown(`a bot check (${walk.recognised?.by ?? 'unknown'}) answered instead of the site; let the audit through or look yourself`);
    if (innerTargetOf(walk)) return report.unknown('it redirects to an inner address of the server; see domain/redirect-target');
    if (walk.end === 'failed' && last) {
      const gone = walk.failure?.code === 'not-found' || walk.failure?.code === 'refused';
      return gone
        ? report.fail('leads-nowhere', { ...common, grade: 'observed' })
        : report.unknown(`the redirect target did not answer: ${walk.failure?.reason ?? ''}`);
    }
    if (walk.end === 'bad-location') return report.fail('leads-nowhere', common);
    if (walk.end !== 'answered') return report.unknown(walk.failure?.reason ?? 'redirects do not end; see domain/redirect-loop');
    if (walk.recognised?.kind === 'login-wall' && WITH_FRONT_PAGE.has(purposeOf(intent, host))) return report.fail('asks-password', common);
    if (walk.recognised?.kind === 'maintenance' && last && last.status < 400) return report.unknown(`a maintenance page answers (${walk.recognised.sign})`);
    // What another host answers is judged there.
    if (!last || last.host !== host) return report.pass(`sends visitors on to ${last?.host ?? 'another host'}`);
    const found = walk.recognised;
    if (found?.kind === 'platform-error') return report.fail('platform-error', { ...common, by: found.by, sign: found.sign });
    if (found?.kind === 'parking') return report.fail('parked', { ...common, sign: found.sign, grade: 'observed' });
    if (found?.kind === 'default-page') return report.fail('default-page', { ...common, by: found.by });
    if (last.status >= 500) return report.fail('server-error', { ...common, status: last.status });
    if (!WITH_FRONT_PAGE.has(purposeOf(intent, host))) return report.pass(`answers ${last.status}`);
    if (last.status === 401) return report.fail('asks-password', common);
    if (last.status === 403) return report.unknown('it answered 403 to us; whether it does so to visitors cannot be seen from here');
    if (last.status >= 400) return report.fail('not-found', { ...common, status: last.status });
    if (page?.html && page.bytes === 0) return report.fail('empty', common);
    report.pass(`answers ${last.status}${page?.title ? ` with the page "${page.title}"` : ''}`);
  },
});
