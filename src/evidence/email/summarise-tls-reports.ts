import { isAtOrBelow } from '../../model/domain-name.ts';
import type { KeptDmarcReports, KeptTls } from './kept-dmarc-reports.ts';
import { dayBefore } from './summarise-dmarc-reports.ts';
import type { TlsReportCause, TlsReportsEvidence } from './tls-reports.ts';

/** Days that the evidence looks back: failures of encrypted delivery are repaired within days, and older ones say nothing about today. */
export const TLS_REPORT_DAYS = 14;
const MOST_CAUSES = 50;

/**
 * What the kept TLS reports say about deliveries to `domain`, or a name below it.
 * @param until UTC day, `2026-11-25`
 * @param days up to and with that day
 * @returns nothing when no report is about any of these days
 */
export function summariseTlsReports(
  kept: Pick<KeptDmarcReports, 'tls'>,
  domain: string,
  until: string,
  days = TLS_REPORT_DAYS,
): TlsReportsEvidence | undefined {
  const since = dayBefore(until, days - 1);
  const mine = kept.tls.filter((one) => isAtOrBelow(one.domain, domain) && one.day >= since && one.day <= until);
  const inOrder = mine.map(({ day }) => day).sort();
  const [from, to] = [inOrder[0], inOrder.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const causes = new Map<string, TlsReportCause>();
  for (const one of mine.flatMap(causesOf)) {
    const key = `${one.type} ${one.host ?? ''}`;
    const known = causes.get(key);
    const last = known && known.last > one.last ? known.last : one.last;
    causes.set(key, { ...one, sessions: one.sessions + (known?.sessions ?? 0), held: one.held + (known?.held ?? 0), last });
  }
  return {
    from: `${from}T00:00:00Z`,
    to: `${to}T23:59:59Z`,
    reports: mine.length,
    successful: mine.reduce((sum, { successful }) => sum + successful, 0),
    failed: mine.reduce((sum, { failed }) => sum + failed, 0),
    causes: [...causes.values()].sort((a, b) => b.sessions - a.sessions || (`${a.type} ${a.host}` < `${b.type} ${b.host}` ? -1 : 1)).slice(0, MOST_CAUSES),
  };
}

/** What failed on one day under one policy; what the details leave unexplained counts as not said. */
function causesOf({ day, type: policy, mode, failed, failures }: KeptTls): TlsReportCause[] {
  const isHeld = policy === 'tlsa' || mode === 'enforce';
  const unexplained = failed - failures.reduce((sum, { sessions }) => sum + sessions, 0);
  return [...failures, ...(unexplained > 0 ? [{ type: 'not-said', host: null, sessions: unexplained }] : [])].flatMap(({ type, host, sessions }) =>
    sessions > 0 ? [{ type, host, sessions, held: isHeld ? sessions : 0, last: day }] : [],
  );
}
