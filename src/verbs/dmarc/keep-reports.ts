import { isAtOrBelow } from '../../model/domain-name.ts';
import {
  digestOf,
  KEPT_SCHEMA,
  keptDmarcReports,
  NOTHING_KEPT,
  type KeptDay,
  type KeptDmarcReports,
  type KeptRefused,
  type KeptSelector,
  type KeptSource,
} from '../../evidence/email/kept-dmarc-reports.ts';
import { added, dayBefore, dayOf } from '../../evidence/email/summarise-dmarc-reports.ts';
import type { FailureReport } from '../../formats/arf.ts';
import type { DmarcReport, DmarcRow } from '../../formats/dmarc-report.ts';
import type { TlsReport } from '../../formats/tls-report.ts';
import { UsageError } from '../../model/errors.ts';
import { nameSource } from './name-source.ts';

/** How long sums are kept. */
export const KEPT_DAYS = 120;
const MOST_DAYS = 50_000;
const MOST_SOURCES_A_DAY = 200;
const DAY_S = 86_400;
const SELECTOR = /^[a-z0-9_](?:[a-z0-9._-]{0,200}[a-z0-9_])?$/i;

/** A growing collection of what reports say, without duplicates. */
export interface ReportCollection {
  /** @returns false when this report was in it already */
  addAggregate(report: DmarcReport): boolean;
  addFailure(report: FailureReport, now: number): boolean;
  addTls(report: TlsReport): boolean;
  addRefused(refused: KeptRefused): void;
  /** Everything, in a fixed order whatever the order of adding was. */
  all(): KeptDmarcReports;
}

/** Begins with what was kept before. */
export function collectReports(before: KeptDmarcReports = NOTHING_KEPT): ReportCollection {
  const reports = new Map(before.reports.map((report) => [report.id, report]));
  const days = new Map(before.days.map((day) => [`${day.day} ${day.domain}`, { ...day, sources: new Map(day.sources.map((source) => [source.key, source])) }]));
  const selectors = new Map((before.selectors ?? []).map((one) => [`${one.selector} ${one.domain}`, one]));
  const failures = new Map(before.failures.map((failure) => [failure.id, failure]));
  const refused = new Map(before.refused.map((one) => [one.id, one]));
  const tls = new Map(before.tls.map((one) => [one.id, one]));
  return {
    addAggregate(report) {
      const id = digestOf('aggregate', report.organisation.toLowerCase(), report.reportId || JSON.stringify(report), report.policy.domain);
      if (reports.has(id)) return false;
      const { domain, p } = report.policy;
      const span = spanOf(report);
      reports.set(id, { id, domain, reporter: report.organisation, ...span, p: p === null || !/^[a-z]+$/.test(p) ? null : p });
      const middle = dayOf((report.begin + report.end) * 500);
      for (const row of report.rows) {
        const key = `${middle} ${row.headerFrom}`;
        const day = days.get(key) ?? { day: middle, domain: row.headerFrom, sources: new Map<string, KeptSource>() };
        days.set(key, day);
        const source = sourceOf(row, domain);
        const known = day.sources.get(source.key);
        day.sources.set(source.key, known ? added(known, source) : source);
        for (const one of goodSelectors(row, domain, middle)) {
          const name = `${one.selector} ${one.domain}`;
          selectors.set(name, laterOf(one, selectors.get(name)));
        }
      }
      return true;
    },
    addFailure(report, now) {
      const id = digestOf('failure', report.id);
      if (failures.has(id)) return false;
      const { domain, address, failed, incidents } = report;
      failures.set(id, { id, day: dayOf(report.at === null ? now : report.at * 1000), domain, address, failed, messages: incidents });
      return true;
    },
    addTls(report) {
      const day = dayOf((report.begin + report.end) * 500);
      const fresh = report.policies.map((policy) => {
        const id = digestOf('tls', report.organisation.toLowerCase(), report.reportId || JSON.stringify(report), policy.domain, policy.type);
        const isNew = !tls.has(id);
        const { domain, type, mode, successful, failed } = policy;
        const failures = policy.failures.slice(0, 20).map(({ type, host, sessions }) => ({ type, host, sessions }));
        if (isNew) tls.set(id, { id, day, domain, type, mode, successful, failed, failures });
        return isNew;
      });
      return fresh.includes(true);
    },
    addRefused: (one) => void refused.set(one.id, one),
    all: () => ({
      schema: KEPT_SCHEMA,
      reports: inOrder([...reports.values()], ({ last, id }) => `${last} ${id}`),
      days: inOrder([...days.values()], ({ day, domain }) => `${day} ${domain}`).map(({ day, domain, sources }) => ({
        day,
        domain,
        sources: bounded([...sources.values()]),
      })),
      selectors: inOrder([...selectors.values()], ({ last, selector, domain }) => `${last} ${selector} ${domain}`),
      failures: inOrder([...failures.values()], ({ day, id }) => `${day} ${id}`),
      tls: inOrder([...tls.values()], ({ day, id }) => `${day} ${id}`),
      refused: [...refused.values()],
    }),
  };
}

/** Selectors of the domain's own keys with which receivers verified the messages of a row. What failed may be anybody's claim. */
function goodSelectors({ dkim, messages }: DmarcRow, policyDomain: string, day: string): KeptSelector[] {
  return dkim.flatMap(({ domain, selector, result }) =>
    result === 'pass' && selector !== null && isAtOrBelow(domain, policyDomain) && SELECTOR.test(selector)
      ? [{ domain, selector: selector.toLowerCase(), messages, last: day }]
      : [],
  );
}

function laterOf(one: KeptSelector, other: KeptSelector | undefined): KeptSelector {
  if (!other) return one;
  return { ...one, messages: one.messages + other.messages, last: one.last > other.last ? one.last : other.last };
}

function sourceOf(row: DmarcRow, policyDomain: string): KeptSource {
  const { messages } = row;
  const aligned = row.spfAligned || row.dkimAligned;
  const isOwn = (domain: string): boolean => domain === row.headerFrom || isAtOrBelow(domain, policyDomain);
  const when = (fact: boolean): number => (fact ? messages : 0);
  const signed = row.dkim.filter(({ result }) => result !== 'none' && result !== '');
  const signedByOwn = signed.some(({ domain }) => isOwn(domain));
  return {
    ...nameSource(row, policyDomain),
    messages,
    aligned: when(aligned),
    spfAligned: when(row.spfAligned),
    dkimAligned: when(row.dkimAligned),
    unsigned: when(!aligned && signed.length === 0),
    signedByOther: when(!aligned && signed.length > 0 && !signedByOwn),
    brokenSignature: when(!aligned && signedByOwn),
    quarantined: when(row.disposition === 'quarantine'),
    rejected: when(row.disposition === 'reject'),
    addresses: row.addresses.slice(0, 5),
  };
}

/** Days that a report covers. One of about a day, whenever it begins, is about one day: that of its middle. */
function spanOf({ begin, end }: Pick<DmarcReport, 'begin' | 'end'>): { readonly first: string; readonly last: string } {
  if (end - begin > 1.2 * DAY_S) return { first: dayOf(begin * 1000), last: dayOf((end - 1) * 1000) };
  const middle = dayOf((begin + end) * 500);
  return { first: middle, last: middle };
}

/** The biggest sources of a day; what is beyond goes into one. */
function bounded(sources: readonly KeptSource[]): KeptSource[] {
  const sorted = sources.toSorted((a, b) => b.messages - a.messages || (a.key < b.key ? -1 : 1));
  const rest = sorted.slice(MOST_SOURCES_A_DAY - 1);
  const [first, ...others] = rest;
  if (first === undefined || others.length === 0) return sorted;
  const all = others.reduce(added, first);
  return [...sorted.slice(0, MOST_SOURCES_A_DAY - 1), { ...all, key: 'stranger:many', name: first.name, provider: null, kind: 'stranger' }];
}

function inOrder<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What is still to be kept: the last 120 days, and no more than the document may hold; the oldest go first. */
export function pruned(kept: KeptDmarcReports, now: number): KeptDmarcReports {
  const since = dayBefore(dayOf(now), KEPT_DAYS);
  let sources = 0;
  const days: KeptDay[] = [];
  for (const day of kept.days.toReversed()) {
    sources += day.sources.length;
    if (day.day >= since && sources <= MOST_DAYS) days.push(day);
  }
  return {
    ...kept,
    reports: kept.reports.filter(({ last }) => last >= since).slice(-MOST_DAYS),
    days: days.reverse(),
    ...(kept.selectors && { selectors: kept.selectors.filter(({ last }) => last >= since).slice(-5000) }),
    failures: kept.failures.filter(({ day }) => day >= since).slice(-5000),
    tls: kept.tls.filter(({ day }) => day >= since).slice(-20_000),
    refused: kept.refused.slice(-200),
  };
}

/** The kept document of an earlier run. @throws UsageError when it is not one */
export function keptBefore(value: unknown): KeptDmarcReports {
  if (value === undefined) return NOTHING_KEPT;
  const fault = keptDmarcReports.fault(value, 'dmarc-reports.json');
  if (fault !== undefined)
    throw new UsageError(`the DMARC reports kept in .launch-ready/kept cannot be used: ${fault}; move the file away and read the reports again`);
  return value as KeptDmarcReports;
}
