import { dayOf } from '../../evidence/email/summarise-dmarc-reports.ts';
import { summariseTlsReports, TLS_REPORT_DAYS } from '../../evidence/email/summarise-tls-reports.ts';
import { tlsReportsEvidence } from '../../evidence/email/tls-reports.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { keptReports } from './kept-reports.ts';

export const tlsReportsProbe = defineProbe({
  id: 'email/tls-reports',
  version: 1,
  title: 'reads the TLS reports that launch-ready dmarc kept on this machine',
  about: 'domain',
  needs: {},
  fills: tlsReportsEvidence,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 5000,
  async gather({ subject, io }) {
    const value = summariseTlsReports(await keptReports(io), subject.name, dayOf(io.clock.now()));
    if (value === undefined) {
      const reason = `no TLS report about ${subject.name} of the last ${TLS_REPORT_DAYS} days was read; read newer ones with: launch-ready dmarc FOLDER`;
      throw new CouldNotLook('not-found', reason);
    }
    return { value, complete: true as const };
  },
});
