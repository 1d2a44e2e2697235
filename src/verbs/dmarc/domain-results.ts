import { isAtOrBelow } from '../../model/domain-name.ts';
import type { KeptDmarcReports, KeptSource } from '../../evidence/email/kept-dmarc-reports.ts';
import { dayBefore, dayOf, mergedSources, summariseDmarcReports, SUMMARY_DAYS } from '../../evidence/email/summarise-dmarc-reports.ts';
import { summariseTlsReports } from '../../evidence/email/summarise-tls-reports.ts';
import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import type { DmarcResultDomain, DmarcResultSource } from '../../model/dmarc-result.ts';
import type { Intent } from '../../model/intent.ts';
import type { Quoted } from '../../model/text.ts';
import { advise } from './advise.ts';
import { readinessOf } from './readiness.ts';

const MOST_DOMAINS = 50;
const MOST_SOURCES = 50;

interface Asked {
  readonly domain?: string;
  readonly intent: Pick<Intent, 'senders' | 'dmarc'>;
}

/** What the reports say about each domain that was asked for, or that they are about: the last 60 days, or the last 60 that there are reports of. */
export function domainResults(kept: KeptDmarcReports, now: number, asked: Asked): DmarcResultDomain[] {
  const domains = asked.domain === undefined ? policyDomains(kept) : [asked.domain];
  return domains
    .flatMap((domain) => domainResult(kept, domain, now, asked.intent) ?? [])
    .sort((a, b) => b.messages - a.messages || (a.domain < b.domain ? -1 : 1))
    .slice(0, MOST_DOMAINS);
}

/** Domains that reports are about, without those below another one. */
function policyDomains({ reports }: KeptDmarcReports): string[] {
  const all = [...new Set(reports.map(({ domain }) => domain))];
  return all.filter((domain) => !all.some((other) => other !== domain && isAtOrBelow(domain, other)));
}

function domainResult(kept: KeptDmarcReports, domain: string, now: number, intent: Pick<Intent, 'senders' | 'dmarc'>): DmarcResultDomain | undefined {
  const today = dayOf(now);
  const last = kept.reports.filter((report) => isAtOrBelow(report.domain, domain) || isAtOrBelow(domain, report.domain)).map((report) => report.last);
  const newest = last.reduce((latest, day) => (day > latest ? day : latest), '');
  const until = newest !== '' && newest < dayBefore(today, SUMMARY_DAYS - 1) ? newest : today;
  const summary = summariseDmarcReports(kept, domain, until);
  if (summary === undefined) return undefined;
  const since = dayBefore(until, SUMMARY_DAYS - 1);
  const inTime = ({ day }: { readonly day: string }): boolean => day >= since && day <= until;
  const declared = intent.senders.filter((sender) => isAtOrBelow(sender.domain, domain)).flatMap(({ provider }) => provider ?? []);
  const sources = mergedSources(kept.days.filter((day) => isAtOrBelow(day.domain, domain) && inTime(day))).map((source) =>
    resultSource(source, domain, declared),
  );
  const failures = kept.failures.filter((failure) => isAtOrBelow(failure.domain, domain) && inTime(failure));
  return {
    domain,
    ...figures(summary),
    reporters: reportersOf(kept, domain, inTime),
    readiness: readinessOf(summary, sources, until === today, intent.dmarc?.limit),
    sources: sources.slice(0, MOST_SOURCES),
    failures: {
      messages: failures.reduce((sum, { messages }) => sum + messages, 0),
      addresses: [...new Set(failures.flatMap(({ address }) => address ?? []))].slice(0, 10),
    },
    tls: tlsOf(kept, domain, until),
  };
}

function figures({ days, from, to, reports, messages, aligned, published, quarantined, rejected }: DmarcReportsEvidence) {
  return { days, from: from.slice(0, 10), to: to.slice(0, 10), reports, messages, aligned, published, quarantined, rejected };
}

function reportersOf({ reports }: KeptDmarcReports, domain: string, inTime: (day: { readonly day: string }) => boolean): Quoted[] {
  const counts = new Map<Quoted, number>();
  for (const report of reports) {
    if (isAtOrBelow(report.domain, domain) && inTime({ day: report.last })) counts.set(report.reporter, (counts.get(report.reporter) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 20)
    .map(([name]) => name);
}

function resultSource(source: KeptSource, domain: string, declared: readonly string[]): DmarcResultSource {
  const { name, kind, messages, aligned, spfAligned, dkimAligned, quarantined, rejected, addresses } = source;
  return { name, kind, messages, aligned, spfAligned, dkimAligned, quarantined, rejected, addresses, ...advise(source, domain, declared) };
}

function tlsOf(kept: KeptDmarcReports, domain: string, until: string): DmarcResultDomain['tls'] {
  const summary = summariseTlsReports(kept, domain, until, SUMMARY_DAYS);
  if (!summary) return null;
  const { successful, failed, causes } = summary;
  return { successful, failed, causes: causes.slice(0, 10).map(({ type, host, sessions }) => ({ type, host, sessions })) };
}
