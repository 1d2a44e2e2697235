import { failureReportsEvidence } from '../../evidence/email/failure-reports.ts';
import { dayOf } from '../../evidence/email/summarise-dmarc-reports.ts';
import { FAILURE_REPORT_DAYS, summariseFailureReports } from '../../evidence/email/summarise-failure-reports.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { keptReports } from './kept-reports.ts';

export const failureReportsProbe = defineProbe({
  id: 'email/failure-reports',
  version: 1,
  title: 'reads the failure reports that launch-ready dmarc kept on this machine',
  about: 'domain',
  needs: {},
  fills: failureReportsEvidence,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 5000,
  async gather({ subject, io }) {
    const value = summariseFailureReports(await keptReports(io), subject.name, dayOf(io.clock.now()));
    if (value === undefined) throw new CouldNotLook('not-found', `no failure report about ${subject.name} of the last ${FAILURE_REPORT_DAYS} days was read`);
    return { value, complete: true as const };
  },
});
