import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { quote, type Quoted } from '../model/text.ts';
import { Refusal } from './dmarc-report-refusal.ts';
import { addressIn, countIn, domainIn, instantIn } from './dmarc-report-values.ts';

/** One message that failed, as its receiver reported it (RFC 9991, RFC 6591 in the frame of RFC 5965). Mailbox names, subject and text are dropped while reading. */
export interface FailureReport {
  /** `auth-failure`, or `abuse` and other complaints that are no failures. */
  readonly kind: string;
  /** The domain that the report is about. */
  readonly domain: string;
  /** Digest of what tells this report from others. */
  readonly id: string;
  /** Epoch seconds at which the message came; `null` when it is not said. */
  readonly at: number | null;
  readonly address: string | null;
  /** What failed: `dmarc`, `dkim`, `spf`, `adsp` … */
  readonly failed: readonly string[];
  /** What became of the message: `delivered`, `reject`, `policy` … */
  readonly delivery: string | null;
  readonly envelopeFrom: string | null;
  readonly dkimDomain: string | null;
  readonly dkimSelector: string | null;
  /** Identifiers that were aligned: `spf`, `dkim`. */
  readonly aligned: readonly string[];
  readonly incidents: number;
  readonly reporter: Quoted | null;
}

const LONGEST = 200_000;
const FIELD_CAP = 1000;

/**
 * Reads the `message/feedback-report` part of a failure report.
 * @param headerFrom domain in From of the failed message, where its headers came with the report: it stands in for a missing Reported-Domain
 * @throws Refusal
 */
export function readFailureReport(bytes: Uint8Array, headerFrom: string | null = null): FailureReport {
  const fields = fieldsOf(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, LONGEST)).toString('latin1'));
  const one = (name: string): string => fields.get(name)?.[0] ?? '';
  const kind = words(one('feedback-type'))[0];
  if (kind === undefined) throw new Refusal('malformed', 'the failure report does not say of which type it is');
  const domain = domainIn(one('reported-domain')) ?? headerFrom;
  if (domain === null) throw new Refusal('malformed', 'the failure report does not say for which domain it is');
  const identity = ['message-id', 'arrival-date', 'received-date', 'source-ip', 'original-envelope-id', 'original-mail-from'].map(one).join('\n');
  return {
    kind,
    domain,
    id: createHash('sha256').update(`${domain}\n${identity}`).digest('hex').slice(0, 32),
    at: instantIn(one('arrival-date')) ?? instantIn(one('received-date')),
    address: addressIn(one('source-ip')),
    failed: words(one('auth-failure')),
    delivery: words(one('delivery-result'))[0] ?? null,
    envelopeFrom: one('original-mail-from') === '' ? null : domainIn(one('original-mail-from')),
    dkimDomain: domainIn(one('dkim-domain')),
    dkimSelector: /^[\w.-]{1,200}$/.test(one('dkim-selector')) ? one('dkim-selector').toLowerCase() : null,
    aligned: words(one('identity-alignment')).filter((word) => word === 'spf' || word === 'dkim'),
    incidents: Math.max(1, countIn(one('incidents')) ?? 1),
    reporter:
      domainIn(one('reporting-mta').replace(/^dns\s*;/i, '')) === null ? null : quote(domainIn(one('reporting-mta').replace(/^dns\s*;/i, '')) ?? '', 120),
  };
}

/** What Exim calls the same facts, in the text that people are to read. */
const PLAIN: readonly (readonly [label: string, field: string])[] = [
  ['sender domain', 'Reported-Domain'],
  ['sender ip address', 'Source-IP'],
  ['received date', 'Arrival-Date'],
];

/**
 * A failure report without a machine-readable part, as Exim sends it: the facts stand in its text. Nothing when the text is no such report.
 * @throws Refusal
 */
export function readPlainFailure(bytes: Uint8Array): FailureReport | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4000)).toString('latin1');
  const fields = fieldsOf(text.replace(/^[ \t]+/gm, ''));
  const lines = PLAIN.flatMap(([label, field]) => (fields.get(label)?.[0] === undefined ? [] : [`${field}: ${fields.get(label)?.[0]}`]));
  if (lines.length < PLAIN.length) return undefined;
  return readFailureReport(Buffer.from(`Feedback-Type: auth-failure\nAuth-Failure: dmarc\n${lines.join('\n')}\n`, 'latin1'));
}

function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const line of text.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0 || colon > 60) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1, colon + 1 + FIELD_CAP).trim();
    fields.set(name, [...(fields.get(name) ?? []), value].slice(0, 20));
  }
  return fields;
}

/** Lower-case words of a list such as `spf, dkim` or `spf/dkim`. */
function words(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[a-z][a-z0-9-]{0,30}/g) ?? [])].slice(0, 10);
}
