import { isAtOrBelow } from '../../model/domain-name.ts';
import type { FailureReportsEvidence } from './failure-reports.ts';
import type { KeptDmarcReports } from './kept-dmarc-reports.ts';
import { dayBefore } from './summarise-dmarc-reports.ts';

/** Days that the evidence looks back: what failed before may have been repaired long ago. */
export const FAILURE_REPORT_DAYS = 14;
type Source = FailureReportsEvidence['sources'][number];

/**
 * What the kept failure reports say about mail with `domain`, or a name below it, in From.
 * @param until UTC day, `2026-11-25`
 * @returns nothing when there is none of these days
 */
export function summariseFailureReports(kept: Pick<KeptDmarcReports, 'failures'>, domain: string, until: string): FailureReportsEvidence | undefined {
  const since = dayBefore(until, FAILURE_REPORT_DAYS - 1);
  const mine = kept.failures.filter((one) => isAtOrBelow(one.domain, domain) && one.day >= since && one.day <= until);
  const days = mine.map(({ day }) => day).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const sources = new Map<string, Source>();
  for (const { address, failed, messages, day } of mine) {
    const known = sources.get(address ?? '');
    sources.set(address ?? '', {
      address,
      messages: messages + (known?.messages ?? 0),
      failed: [...new Set([...(known?.failed ?? []), ...failed])].sort().slice(0, 10),
      last: known && known.last > day ? known.last : day,
    });
  }
  return {
    from: `${from}T00:00:00Z`,
    to: `${to}T23:59:59Z`,
    messages: mine.reduce((sum, { messages }) => sum + messages, 0),
    sources: [...sources.values()].sort((a, b) => b.messages - a.messages || ((a.address ?? '') < (b.address ?? '') ? -1 : 1)).slice(0, 100),
  };
}
