import { dmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { dayOf, summariseDmarcReports } from '../../evidence/email/summarise-dmarc-reports.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { keptReports } from './kept-reports.ts';

export const dmarcReportsProbe = defineProbe({
  id: 'email/dmarc-reports',
  version: 1,
  title: 'reads the DMARC reports that launch-ready dmarc kept on this machine',
  about: 'domain',
  needs: {},
  fills: dmarcReportsEvidence,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 5000,
  async gather({ subject, io }) {
    const kept = await keptReports(io);
    const value = summariseDmarcReports(kept, subject.name, dayOf(io.clock.now()));
    if (value === undefined)
      throw new CouldNotLook('not-found', `no report about ${subject.name} of the last 60 days was read; read newer ones with: launch-ready dmarc FOLDER`);
    return { value, complete: true as const };
  },
});
