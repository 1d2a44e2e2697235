import { quote, type Quoted } from '../model/text.ts';
import { Refusal } from './dmarc-report-refusal.ts';
import { domainIn, instantIn } from './dmarc-report-values.ts';

/** How often mail could, and could not, be sent to a domain under its policy, RFC 8460 §4. */
export interface TlsReport {
  readonly organisation: Quoted;
  readonly reportId: Quoted;
  /** Epoch seconds */
  readonly begin: number;
  readonly end: number;
  readonly policies: readonly TlsReportPolicy[];
}
export interface TlsReportPolicy {
  /** `sts` (MTA-STS), `tlsa` (DANE), or `no-policy-found`. */
  readonly type: 'sts' | 'tlsa' | 'no-policy-found' | 'other';
  readonly domain: string;
  readonly mode: 'enforce' | 'testing' | 'none' | null;
  readonly successful: number;
  readonly failed: number;
  readonly failures: readonly TlsReportFailure[];
}
export interface TlsReportFailure {
  /** `certificate-expired`, `starttls-not-supported` …, RFC 8460 §4.3. */
  readonly type: string;
  readonly host: string | null;
  readonly sessions: number;
  readonly reason: Quoted | null;
}

const LONGEST_BYTES = 20_000_000;
const MOST_POLICIES = 500;
const MOST_FAILURES = 500;
const MOST_SESSIONS = 1_000_000_000;

/**
 * Reads a TLS report. Lists beyond 500 entries are cut; wrong or negative figures count as 0.
 * @throws Refusal
 */
export function readTlsReport(bytes: Uint8Array): TlsReport {
  if (bytes.length > LONGEST_BYTES) throw new Refusal('too-large', 'it has more than 20 MB; no TLS report has');
  const report = asObject(parse(bytes));
  const range = asObject(report['date-range']);
  const policies = report['policies'];
  if (!Array.isArray(policies)) throw new Refusal('no-report', 'it is JSON, but not a TLS report: it has no policies');
  const begin = instantIn(asText(range['start-datetime']));
  const end = instantIn(asText(range['end-datetime'])) ?? begin;
  if (begin === null || end === null) throw new Refusal('malformed', 'the TLS report does not say for which time it is');
  return {
    organisation: quote(asText(report['organization-name']) || 'a sender without a name', 120),
    reportId: quote(asText(report['report-id']), 200),
    begin: Math.min(begin, end),
    end: Math.max(begin, end),
    policies: policies.slice(0, MOST_POLICIES).flatMap(policyOf),
  };
}

function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('encoding', 'JSON must be UTF-8, and it is not');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('malformed', 'the JSON is broken');
  }
}

function policyOf(value: unknown): TlsReportPolicy[] {
  const entry = asObject(value);
  const policy = asObject(entry['policy']);
  const summary = asObject(entry['summary']);
  const domain = domainIn(asText(policy['policy-domain']));
  if (domain === null) return [];
  const details = entry['failure-details'];
  const lines = policy['policy-string'];
  return [
    {
      type: TYPES.find((type) => type === asText(policy['policy-type']).toLowerCase()) ?? 'other',
      domain,
      mode: Array.isArray(lines) ? modeOf(lines) : null,
      successful: sessions(summary['total-successful-session-count']),
      failed: sessions(summary['total-failure-session-count']),
      failures: (Array.isArray(details) ? details : []).slice(0, MOST_FAILURES).map(failureOf),
    },
  ];
}

const TYPES = ['sts', 'tlsa', 'no-policy-found'] as const;
const MODES = ['enforce', 'testing', 'none'] as const;

function modeOf(lines: readonly unknown[]): TlsReportPolicy['mode'] {
  const said = lines.slice(0, 100).flatMap((line) => /^\s*mode\s*:\s*(\w+)/i.exec(asText(line).slice(0, 100))?.[1]?.toLowerCase() ?? []);
  return MODES.find((mode) => mode === said[0]) ?? null;
}

function failureOf(value: unknown): TlsReportFailure {
  const failure = asObject(value);
  const reason = asText(failure['failure-reason-code']) || asText(failure['additional-information']) || asText(failure['additional-info-uri']);
  return {
    type: /^[a-z][a-z-]{0,60}/.exec(asText(failure['result-type']).toLowerCase())?.[0] ?? 'not-said',
    host: domainIn(asText(failure['receiving-mx-hostname'])),
    sessions: sessions(failure['failed-session-count']),
    reason: reason === '' ? null : quote(reason, 160),
  };
}

function sessions(value: unknown): number {
  const count = typeof value === 'string' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? Math.min(count, MOST_SESSIONS) : 0;
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const asText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 2000) : '');
