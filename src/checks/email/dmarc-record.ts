import type { DmarcEvidence } from '../../evidence/email/dmarc.ts';
import { DMARC_POLICIES, type DmarcPolicy, effectivePolicy, parseDmarc, subdomainPolicy, type DmarcRecord } from '../../formats/dmarc.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import type { ZoneAt } from '../domain/dns-remedy.ts';
import { judgeDmarcAlignment } from './dmarc-alignment.ts';
import type { dmarcProblems } from './dmarc-problems.ts';
import { repairedDmarc, replaceDmarc, withReports, withTags } from './dmarc-remedy.ts';

export type DmarcContext = JudgeContext<typeof dmarcProblems>;
type Report = DmarcEvidence['reports'][number];
/** RFC 7489 §6.2 made receivers support two; RFC 9989 §4.6 wants all, which not every receiver follows yet. */
const MOST_SERVED = 2;
/** Roadmaps that ask for DMARC with reports, whatever the policy (MISSION D3). */
const WANT_REPORTS: ReadonlySet<string> = new Set(['internal-ops-launch', 'b2b-service-launch']);

export interface Ways {
  /** Finding details with the record replaced by another one. */
  readonly replace: (next: string) => { name: string; proof: readonly Proof[]; fix: Remedy };
  /** The same with the reports sent to a mailbox of the domain's own. */
  readonly report: (next: string) => { name: string; proof: readonly Proof[]; fix: Remedy };
}

/** What the findings about one record have in common. */
export interface Seen {
  readonly proof: readonly Proof[];
  /** Where reports can go at home, as a `mailto:` address. */
  readonly mailbox: string | undefined;
  readonly at: ZoneAt;
  /** The record stands below an organisational domain with a record: `sp` and `np` in it are ignored (RFC 9989 §4.7). */
  readonly isBelow?: boolean;
}

/** Judges the one record that applies to the domain. */
export function judgeDmarcRecord(text: string, dmarc: DmarcEvidence, context: DmarcContext, { proof, mailbox, at, isBelow = false }: Seen): void {
  const { report, subject } = context;
  const name = subject.name;
  const own = dmarc.records;
  const ways: Ways = {
    replace: (next) => ({ name, proof, fix: replaceDmarc(at, name, own, next) }),
    report: (next) => ({ name, proof, fix: withReports(at, name, own, next, mailbox) }),
  };
  const { replace } = ways;
  const record = parseDmarc(text);
  const [fault] = record.faults;
  if (fault) return report.fail('invalid', { ...replace(repairedDmarc(text)), wrong: quote(fault.says) });
  const badPolicy = record.oddities.find(({ says }) => /^(p|sp|np)=/.test(says));
  const hasAddress = record.rua.some(({ fault: wrong }) => wrong === undefined);
  if (record.policyUnusable && !hasAddress) {
    return report.fail('no-policy', { ...counting(ways.report(repairedDmarc(text)), record), wrong: quote(badPolicy?.says ?? 'p= is missing') });
  }
  const capital = record.p === null ? record.oddities.find(({ kind, says }) => kind === 'case' && says.startsWith('p ')) : undefined;
  if (capital) report.fail('unclear-policy', { ...counting(replace(repairedDmarc(text)), record), wrong: quote(capital.says), grade: 'inferred' });
  if (badPolicy) report.fail('unclear-policy', { ...counting(replace(repairedDmarc(text)), record), wrong: quote(badPolicy.says) });
  const stray = record.oddities.find((each) => each !== capital && (each.kind === 'no-tag' || each.kind === 'case'));
  if (stray) report.fail('stray-text', { ...replace(repairedDmarc(text)), wrong: quote(stray.says) });
  judgeReports(text, record, dmarc.reports, context, ways);
  judgeFailureReports(text, dmarc.reports, context, ways);
  judgeDmarcAlignment(text, record, context, ways);
  return judgePolicy(text, record, isBelow, context, ways);
}

/** A repair that brings a policy to life says so: until now receivers did nothing. */
function counting<T extends { readonly fix: Remedy }>(details: T, { p }: DmarcRecord): T {
  if (p === null || p === 'none') return details;
  const mind = `Mind: from then on p=${p} really counts. If you have no reports yet that show your own mail passing, put p=none first.`;
  return { ...details, fix: { ...details.fix, steps: [...details.fix.steps, mind] } };
}

function judgeReports(text: string, record: DmarcRecord, all: readonly Report[], { report, subject, intent }: DmarcContext, ways: Ways): void {
  const policy = effectivePolicy(record);
  const reports = all.filter(({ tag }) => tag === 'rua');
  if (reports.length === 0) {
    const details = ways.report(text);
    if (policy === 'none' || WANT_REPORTS.has(intent.profile)) report.fail('no-reports', { ...details, policy });
    else report.fail('no-reports-enforced', { ...details, action: policy === 'reject' ? 'refuse' : 'put into spam' });
    return;
  }
  const faults = reports.flatMap((each) => {
    const wrong = wrongWith(each, subject.name);
    return wrong === undefined ? [] : [{ address: each.address, wrong }];
  });
  const bad = new Set<string>(faults.map(({ address }) => address));
  if (bad.size === 0 && reports.length > MOST_SERVED) {
    const two = reports.slice(0, MOST_SERVED).map(({ address }) => address);
    report.fail('many-report-addresses', { ...ways.replace(withTags(text, { rua: two.join(',') })), addresses: reports.length });
  }
  const left = reports.filter(({ address }) => !bad.has(address)).map(({ address }) => address);
  const details = withPermission(left.length > 0 ? ways.replace(withTags(text, { rua: left.join(',') })) : ways.report(text), reports, subject.name);
  const [first] = faults;
  if (first && left.length === 0) report.fail('reports-cannot-arrive', { ...details, wrong: quote(`${first.address}: ${first.wrong}`) });
  else for (const each of faults) report.fail('report-address', { ...details, address: each.address, wrong: quote(each.wrong) });
  const aside = reports.find(({ address, mail }) => !bad.has(address) && mail === 'address-only');
  if (aside) {
    const wrong = quote(`${aside.host ?? 'its host'} has no MX record, so the reports go to whatever answers at its web address`);
    report.fail('report-address', { name: subject.name, proof: details.proof, address: aside.address, wrong, grade: 'inferred' });
  }
  const unsure = reports.find((each) => !bad.has(each.address) && (each.mail === 'unknown' || each.allowed === 'unknown'));
  const sure = reports.some((each) => !bad.has(each.address) && (each.mail === 'yes' || each.mail === 'address-only') && each.allowed !== 'unknown');
  if (unsure && !sure) report.unknown(`DNS did not say whether DMARC reports can arrive at ${unsure.address}`);
}

/** The other way out where a service may not take the reports: it publishes its permission (RFC 9990 §4). */
function withPermission<T extends { readonly fix: Remedy }>(details: T, reports: readonly Report[], domain: string): T {
  const refused = reports.find(({ fault, allowed, mail }) => fault === null && allowed === 'no' && mail !== 'no');
  if (!refused) return details;
  const record = `${domain}._report._dmarc.${refused.host ?? ''} TXT "v=DMARC1;"`;
  const step = `Or keep the address, and ask ${refused.host ?? 'the service'} to publish: ${record}`;
  return { ...details, fix: { ...details.fix, steps: [...details.fix.steps, step] } };
}

/** Failure reports (ruf) are an extra that few receivers send; a broken address is only told. */
function judgeFailureReports(text: string, all: readonly Report[], { report, subject }: DmarcContext, ways: Ways): void {
  const bad = all.filter((each) => each.tag === 'ruf' && wrongWith(each, subject.name) !== undefined);
  const left = all.filter((each) => each.tag === 'ruf' && !bad.includes(each)).map(({ address }) => address);
  for (const each of bad) {
    const next = withTags(text, { ruf: left.length > 0 ? left.join(',') : null });
    report.fail('report-address', { ...ways.replace(next), address: each.address, wrong: quote(wrongWith(each, subject.name) ?? '') });
  }
}

function wrongWith(each: Report, domain: string): string | undefined {
  if (each.fault !== null) return each.fault;
  if (each.mail === 'no') return `${each.host ?? 'its host'} takes no mail`;
  if (each.allowed === 'no')
    return `${each.host ?? 'its host'} has not allowed reports for ${domain}: the record ${domain}._report._dmarc.${each.host ?? ''} is missing there`;
  return undefined;
}

/** What the policy does to the domain's own mail and to forgers. */
function judgePolicy(text: string, record: DmarcRecord, isBelow: boolean, { report }: DmarcContext, { replace }: Ways): void {
  const policy = effectivePolicy(record);
  const removed = record.tags.filter(({ name }) => name === 'pct' || name === 'rf' || name === 'ri');
  const percent = Number(removed.find(({ name }) => name === 'pct')?.value ?? 100);
  const without = withTags(text, { pct: null, rf: null, ri: null });
  if (policy !== 'none' && percent < 100) report.fail('part-of-mail', { ...replace(without), percent: Math.max(0, Math.trunc(percent)), policy });
  else if (removed.length > 0) report.fail('removed-tags', { ...replace(without), tags: removed.map(({ name }) => name) });
  const { existing, missing } = subdomainPolicy(record);
  const weaker = isWeaker(existing, policy) ? { tag: 'sp', weaker: existing } : isWeaker(missing, policy) ? { tag: 'np', weaker: missing } : undefined;
  const raised = { ...(isWeaker(existing, policy) && { sp: policy }), ...(isWeaker(record.np ?? policy, policy) && { np: policy }) };
  if (weaker && !isBelow) report.fail('weaker-subdomains', { ...replace(withTags(text, raised)), policy, ...weaker });
  if (record.testing && policy !== 'none') report.fail('testing', { ...replace(withTags(text, { t: null })), policy });
}

function isWeaker(a: DmarcPolicy, b: DmarcPolicy): boolean {
  return DMARC_POLICIES.indexOf(a) < DMARC_POLICIES.indexOf(b);
}
