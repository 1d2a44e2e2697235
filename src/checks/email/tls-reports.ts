import { nameServers } from '../../evidence/domain/name-servers.ts';
import { mtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import { starttlsEvidence } from '../../evidence/email/starttls.ts';
import { tlsReportsEvidence } from '../../evidence/email/tls-reports.ts';
import { tlsRptEvidence } from '../../evidence/email/tls-rpt.ts';
import { defineCheck, maybe } from '../../model/check.ts';
import { whyNotOurs } from './not-judged.ts';
import { isAboutPolicy, isSoundNow, wordsFor } from './tls-report-causes.ts';
import { tlsReportProblems } from './tls-report-problems.ts';

const DAY_MS = 86_400_000;
/** Senders report a day late: a failure that is older than the newest report by more than this has stopped. */
const OVER_AFTER_DAYS = 2;
/** Below one in a hundred it is a sender's own trouble more often than the receiver's. */
const RARE_SHARE = 0.01;
export const tlsReportsCheck = defineCheck({
  id: 'email/tls-reports',
  rows: [],
  stage: 'email',
  about: 'domain',
  title: 'Senders report no failures of encrypted delivery to the domain',
  why: 'Mail that a sender may not deliver unencrypted is held back for days and then returned. Nobody at your end sees that it is missing; only these reports tell.',
  test: 'launch-ready dmarc FOLDER   (reads the reports, and says how many deliveries failed and why)',
  refs: ['RFC 8460 §4'],
  needs: {
    reports: maybe(tlsReportsEvidence),
    record: maybe(tlsRptEvidence),
    tls: maybe(starttlsEvidence),
    sts: maybe(mtaStsEvidence),
    ns: maybe(nameServers),
  },
  maxAge: '24h',
  problems: tlsReportProblems,
  judge({ reports, record, tls, sts, ns }, { subject: { name }, now, report }) {
    const foreign = whyNotOurs(name, ns);
    if (foreign !== undefined) return report.notApplicable(foreign);
    if (!reports)
      return record?.state === 'none'
        ? report.notApplicable(`DNS proves that ${name} asks for no such reports; see email/tls-rpt`)
        : report.unknown(`no TLS report about ${name} of the last 14 days was read; read them with: launch-ready dmarc FOLDER`);
    const total = reports.successful + reports.failed;
    for (const cause of reports.causes) {
      if (Date.parse(`${cause.last}T00:00:00Z`) + OVER_AFTER_DAYS * DAY_MS < Date.parse(reports.to)) continue;
      const place = cause.host ?? (isAboutPolicy(cause.type) ? `mta-sts.${name}` : name);
      const { why, steps } = wordsFor(cause.type, place, name);
      const days = `${reports.from.slice(0, 10)} to ${reports.to.slice(0, 10)}`;
      const says = `${reports.reports} TLS reports about ${days}: ${reports.successful} deliveries succeeded, ${reports.failed} failed; ${cause.sessions} of them with ${cause.type}, the last on ${cause.last}`;
      const failed = cause.held > 0 ? cause.held : cause.sessions;
      const details = { failed, total, name, place, why, cause: cause.type, proof: [{ says }], fix: { steps } };
      const because = isSoundNow(cause, now, tls, sts) ?? (failed / total < RARE_SHARE ? 'it hits fewer than 1 in 100 deliveries' : undefined);
      report.fail(cause.held > 0 ? 'mail-held' : 'not-protected', { ...details, ...(because !== undefined && { soften: { to: 'later', because } }) });
    }
    return report.pass(`${reports.successful} of ${total} deliveries were encrypted and verified, as ${reports.reports} reports say`);
  },
});
