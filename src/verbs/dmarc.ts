import type { ReportInput } from '../adapters/report-files.ts';
import { digestOf } from '../evidence/email/kept-dmarc-reports.ts';
import { dayOf } from '../evidence/email/summarise-dmarc-reports.ts';
import { MOST_REPORT_BYTES, readReportFile, type ReportFinding } from '../formats/dmarc-report-file.ts';
import type { Refusal } from '../formats/dmarc-report-refusal.ts';
import { DMARC_RESULT_SCHEMA, type DmarcResult } from '../model/dmarc-result.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import { quote, Secret, type Quoted } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import type { Deps } from './deps.ts';
import { domainResults } from './dmarc/domain-results.ts';
import { collectReports, KEPT_DAYS, keptBefore, pruned, type ReportCollection } from './dmarc/keep-reports.ts';

export interface DmarcRequest {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** Read the mailbox that the config names. */
  readonly mailbox: boolean;
  /** Only this domain and names below it; default: all that the reports are about. */
  readonly domain?: string;
  readonly intent: Intent;
  readonly signal: AbortSignal;
  readonly onRead?: (files: number) => void;
}

const REFUSED_SHOWN = 50;
const DAY_MS = 86_400_000;

type ReadCounts = { -readonly [K in keyof Omit<DmarcResult['read'], 'refused'>]: DmarcResult['read'][K] } & {
  refused: { readonly place: Quoted; readonly code: string; readonly reason: Quoted }[];
};

/**
 * Reads DMARC, failure and TLS reports from files, folders, a stream or a mailbox, adds them to what was kept before, and says what they mean. A file that
 * cannot be used is told with its reason and never stops the rest; the file itself stays where it is.
 * @throws UsageError
 */
export async function readDmarcReports(request: DmarcRequest, deps: Pick<Deps, 'kept' | 'openIo'>): Promise<DmarcResult> {
  const io = await deps.openIo(request.intent);
  const now = io.clock.now();
  const collection = collectReports(keptBefore(await deps.kept.load('dmarc-reports')));
  const read: ReadCounts = { files: 0, aggregate: 0, failure: 0, tls: 0, again: 0, otherMails: 0, refused: [], refusedCount: 0, old: 0 };
  for await (const input of inputs(request, io, now)) {
    if (request.signal.aborted) break;
    read.files++;
    request.onRead?.(read.files);
    if ('refusal' in input) refuse(input.name, input.refusal, digestOf(input.name), read, collection, now);
    else for (const finding of readReportFile(input)) take(finding, digestOf(finding.place, String(input.bytes.length)), read, collection, now);
  }
  const all = collection.all();
  const fresh = read.aggregate + read.failure + read.tls + read.refusedCount > 0;
  // Two runs at once: the later one wins, and reading again adds what is missing, because nothing is counted twice.
  const keptIn = fresh ? (await deps.kept.update('dmarc-reports', () => pruned(all, now))).file : null;
  return { schema: DMARC_RESULT_SCHEMA, domains: domainResults(all, now, request), read, keptIn };
}

async function* inputs({ paths, stdin, mailbox, intent, signal }: DmarcRequest, io: Pick<Io, 'secret'>, now: number): AsyncGenerator<ReportInput> {
  const { reportFiles, readStream } = await import('../adapters/report-files.ts');
  if (stdin) yield await readStream(stdin, 'standard input', MOST_REPORT_BYTES);
  yield* reportFiles(paths, MOST_REPORT_BYTES);
  if (!mailbox) return;
  if (!intent.reportMailbox) throw new UsageError('the config names no mailbox with reports; add mail.reports.imap to it (docs/guide/dmarc-reports.md)');
  const { passwordEnv } = intent.reportMailbox;
  const password = io.secret(passwordEnv);
  if (password === undefined || Secret.reveal(password) === '')
    throw new UsageError(`the environment variable ${passwordEnv}, which the config names for the mailbox, is not set`);
  const { mailboxMails } = await import('../adapters/report-mailbox.ts');
  yield* mailboxMails(intent.reportMailbox, {
    password,
    since: now - KEPT_DAYS * DAY_MS,
    most: MOST_REPORT_BYTES,
    trust: intent.network.trust,
    signal,
  });
}

function take(finding: ReportFinding, id: string, read: ReadCounts, collection: ReportCollection, now: number): void {
  if (finding.kind === 'refused') return refuse(finding.place, finding.refusal, id, read, collection, now);
  if (finding.kind === 'failure') return count(collection.addFailure(finding.report, now), 'failure', read);
  if (finding.report.end * 1000 > now + 2 * DAY_MS) {
    const reason = quote(`it is about a time that has not come yet (${dayOf(finding.report.end * 1000)})`, 200);
    return list({ place: quote(finding.place, 200), code: 'malformed', reason }, id, read, collection, now);
  }
  if (finding.report.end * 1000 < now - KEPT_DAYS * DAY_MS) read.old++;
  count(finding.kind === 'aggregate' ? collection.addAggregate(finding.report) : collection.addTls(finding.report), finding.kind, read);
}

function count(isNew: boolean, kind: 'aggregate' | 'failure' | 'tls', read: ReadCounts): void {
  if (isNew) read[kind]++;
  else read.again++;
}

function refuse(place: string, refusal: Refusal, id: string, read: ReadCounts, collection: ReportCollection, now: number): void {
  // A mailbox holds ordinary mails too: nobody wants a list of them.
  if (refusal.code === 'no-report' && refusal.message.includes('a mail without')) {
    read.otherMails++;
    return;
  }
  list({ place: quote(place, 200), code: refusal.code, reason: quote(refusal.message, 200) }, id, read, collection, now);
}

function list(refused: ReadCounts['refused'][number], id: string, read: ReadCounts, collection: ReportCollection, now: number): void {
  read.refusedCount++;
  if (read.refused.length < REFUSED_SHOWN) read.refused.push(refused);
  collection.addRefused({ at: new Date(now).toISOString(), id, ...refused });
}
