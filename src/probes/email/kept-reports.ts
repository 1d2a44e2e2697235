import { keptDmarcReports, type KeptDmarcReports } from '../../evidence/email/kept-dmarc-reports.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** What `launch-ready dmarc` kept on this machine. @throws CouldNotLook when it kept nothing, or nothing that can be used */
export function keptReports(io: Io): Promise<KeptDmarcReports> {
  return io.shared('kept dmarc-reports', () => loadKept(io));
}

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
