import { dmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { keptDmarcReports, type KeptDmarcReports } from '../../evidence/email/kept-dmarc-reports.ts';
import { dayOf, summariseDmarcReports } from '../../evidence/email/summarise-dmarc-reports.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

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
    const kept = await io.shared('kept dmarc-reports', () => loadKept(io));
    const value = summariseDmarcReports(kept, subject.name, dayOf(io.clock.now()));
    if (value === undefined)
      throw new CouldNotLook('not-found', `no report about ${subject.name} of the last 60 days was read; read newer ones with: launch-ready dmarc FOLDER`);
    return { value, complete: true as const };
  },
});

async function loadKept(io: Io): Promise<KeptDmarcReports> {
  let kept: unknown;
  try {
    kept = await io.kept?.('dmarc-reports');
  } catch (error) {
    throw new CouldNotLook('malformed', error instanceof Error ? error.message : 'the kept DMARC reports cannot be read');
  }
  if (kept === undefined) throw new CouldNotLook('not-found', 'no DMARC reports were read yet; read them with: launch-ready dmarc FOLDER');
  const fault = keptDmarcReports.fault(kept, 'dmarc-reports');
  if (fault !== undefined) throw new CouldNotLook('malformed', `the kept DMARC reports cannot be used: ${fault}; read them again with: launch-ready dmarc`);
  return kept as KeptDmarcReports;
}
