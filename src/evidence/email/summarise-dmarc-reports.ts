import { isAtOrBelow } from '../../model/domain-name.ts';
import type { DmarcReportsEvidence, DmarcReportSource } from './dmarc-reports.ts';
import type { KeptDay, KeptDmarcReports, KeptReport, KeptSelector, KeptSource } from './kept-dmarc-reports.ts';

/** Days that a summary looks back. */
export const SUMMARY_DAYS = 60;
const MOST_SOURCES = 100;
const MOST_SELECTORS = 40;
const SELECTOR_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * What the kept reports say about mail with `domain`, or a name below it, in From: the 60 days up to `until`.
 * @param until UTC day, `2026-11-25`
 * @returns nothing when no report about the domain covers any of these days
 */
export function summariseDmarcReports(kept: KeptDmarcReports, domain: string, until: string): DmarcReportsEvidence | undefined {
  const since = dayBefore(until, SUMMARY_DAYS - 1);
  const inTime = (day: string): boolean => day >= since && day <= until;
  // The report about an organisational domain is about its subdomains too.
  const reports = kept.reports.filter((report) => (isAtOrBelow(report.domain, domain) || isAtOrBelow(domain, report.domain)) && inTime(report.last));
  const days = [...new Set(reports.flatMap((report) => daysOf(report)))].filter(inTime).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const sources = mergedSources(kept.days.filter((one) => isAtOrBelow(one.domain, domain) && inTime(one.day)));
  const sum = (of: (source: KeptSource) => number): number => sources.reduce((total, source) => total + of(source), 0);
  const messages = sum((source) => source.messages);
  const aligned = sum((source) => source.aligned);
  const shown = sources.slice(0, MOST_SOURCES);
  return {
    days: days.length,
    from: `${from}T00:00:00Z`,
    to: `${to}T23:59:59Z`,
    reports: reports.length,
    reporters: new Set(reports.map(({ reporter }) => reporter.toLowerCase())).size,
    messages,
    aligned,
    alignedShare: messages === 0 ? 0 : aligned / messages,
    spfAligned: sum((source) => source.spfAligned),
    dkimAligned: sum((source) => source.dkimAligned),
    quarantined: sum((source) => source.quarantined),
    rejected: sum((source) => source.rejected),
    published: reports.toSorted((a, b) => (a.last < b.last ? -1 : 1)).at(-1)?.p ?? null,
    sources: shown.map(sourceOf),
    otherMessages: messages - shown.reduce((total, source) => total + source.messages, 0),
    ...(kept.selectors && { selectors: selectorsInUse(kept.selectors, domain, to) }),
  };
}

/** Services take new keys now and then: a selector counts as in use for two weeks. */
function selectorsInUse(selectors: readonly KeptSelector[], domain: string, newest: string): DmarcReportsEvidence['selectors'] {
  const since = dayBefore(newest, SELECTOR_DAYS - 1);
  return selectors
    .filter((one) => isAtOrBelow(one.domain, domain) && one.last >= since)
    .map(({ domain, selector, messages }) => ({ domain, selector, messages }))
    .sort((a, b) => b.messages - a.messages || (a.selector < b.selector ? -1 : 1))
    .slice(0, MOST_SELECTORS);
}

function sourceOf({ key: _key, quarantined: _quarantined, rejected: _rejected, ...source }: KeptSource): DmarcReportSource {
  return source;
}

/** The sources of some days as one list, biggest first. */
export function mergedSources(days: readonly KeptDay[]): readonly KeptSource[] {
  const merged = new Map<string, KeptSource>();
  for (const source of days.flatMap((day) => day.sources)) {
    const known = merged.get(source.key);
    merged.set(source.key, known ? added(known, source) : source);
  }
  return [...merged.values()].sort((a, b) => b.messages - a.messages || (a.key < b.key ? -1 : 1));
}

/** Two sums of the same source as one. */
export function added(one: KeptSource, other: KeptSource): KeptSource {
  return {
    ...one,
    messages: one.messages + other.messages,
    aligned: one.aligned + other.aligned,
    spfAligned: one.spfAligned + other.spfAligned,
    dkimAligned: one.dkimAligned + other.dkimAligned,
    unsigned: one.unsigned + other.unsigned,
    signedByOther: one.signedByOther + other.signedByOther,
    brokenSignature: one.brokenSignature + other.brokenSignature,
    quarantined: one.quarantined + other.quarantined,
    rejected: one.rejected + other.rejected,
    addresses: [...new Set([...one.addresses, ...other.addresses])].slice(0, 5),
  };
}

/** The UTC days that a report covers, both ends included. */
export function daysOf({ first, last }: Pick<KeptReport, 'first' | 'last'>): string[] {
  const days = [first];
  while ((days.at(-1) ?? last) < last && days.length < 40) days.push(dayBefore(days.at(-1) ?? last, -1));
  return days;
}

/** The day `days` before a day. */
export function dayBefore(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS);
}

/** The UTC day of an instant in epoch milliseconds. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
