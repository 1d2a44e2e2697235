import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { quote } from '../model/text.ts';
import { readFailureReport, readPlainFailure, type FailureReport } from './arf.ts';
import { megabytes, Refusal, refusalOf } from './dmarc-report-refusal.ts';
import { readDmarcReport } from './dmarc-report-read.ts';
import { domainIn } from './dmarc-report-values.ts';
import type { DmarcReport } from './dmarc-report.ts';
import { isMbox, mboxMessages } from './mbox.ts';
import { eachPart, parseMail, type MailPart } from './mime.ts';
import { readTlsReport, type TlsReport } from './tls-report.ts';
import { unpackingRefusal, zipEntries } from './zip.ts';

/** Longest file that is read, and most that one file may become when it is unpacked. */
export const MOST_REPORT_BYTES = 100_000_000;

/** What one report file held, piece by piece. `place` is the name of the file, and of the part of it. */
export type ReportFinding =
  | { readonly kind: 'aggregate'; readonly place: string; readonly report: DmarcReport }
  | { readonly kind: 'failure'; readonly place: string; readonly report: FailureReport }
  | { readonly kind: 'tls'; readonly place: string; readonly report: TlsReport }
  | { readonly kind: 'refused'; readonly place: string; readonly refusal: Refusal };

/** Bytes that the pieces of one file, or of one mail in a mailbox, may have altogether when unpacked. */
interface Budget {
  readonly most: number;
  left: number;
}
interface Piece {
  readonly place: string;
  readonly bytes: Uint8Array;
  /** It came out of an archive: another archive in it is refused. */
  readonly unpacked: boolean;
  /** It came out of a mail. */
  readonly mailed: boolean;
}

/**
 * Reads whatever reports come as: XML, JSON, either in gzip or zip, mails with them as attachments, mailboxes (mbox) of such mails. What it is is told by its
 * content, never by its name. Never throws: a piece that cannot be used is a finding of its own, and the others are still read.
 * @param most bytes of the file, and of everything in it (in one mail of a mailbox) when unpacked
 */
export function* readReportFile(file: { readonly name: string; readonly bytes: Uint8Array }, most = MOST_REPORT_BYTES): Generator<ReportFinding> {
  const budget = { most, left: most };
  yield* readPiece({ place: String(quote(file.name, 200)), bytes: file.bytes, unpacked: false, mailed: false }, budget);
}

function* readPiece(piece: Piece, budget: Budget): Generator<ReportFinding> {
  try {
    yield* readByContent(piece, budget);
  } catch (error) {
    yield { kind: 'refused', place: piece.place, refusal: refusalOf(error) };
  }
}

function* readByContent(piece: Piece, budget: Budget): Generator<ReportFinding> {
  const { place, bytes, unpacked, mailed } = piece;
  const form = formOf(bytes);
  if (bytes.length > budget.most) throw new Refusal('too-large', `it has ${megabytes(bytes.length)}; at most ${megabytes(budget.most)} are read`);
  if (form === 'empty') throw new Refusal('malformed', 'it is empty');
  if ((form === 'gzip' || form === 'zip') && unpacked) throw new Refusal('nested', 'it is an archive inside an archive; unpack the outer one first');
  if (form === 'gzip') yield* readPiece({ ...piece, bytes: gunzip(bytes, budget), unpacked: true }, budget);
  else if (form === 'zip') yield* readZip(piece, budget);
  else if (form === 'xml') yield { kind: 'aggregate', place, report: readDmarcReport(bytes) };
  else if (form === 'json') yield { kind: 'tls', place, report: readTlsReport(bytes) };
  else if (form === 'mbox' && !mailed) {
    let number = 0;
    // Each mail is a file of its own: years of reports in one mailbox are more than any one of them may be.
    for (const mail of mboxMessages(bytes))
      yield* readPiece({ place: `${place}, mail ${++number}`, bytes: mail, unpacked, mailed: true }, { ...budget, left: budget.most });
  } else if (form === 'mail' || mailed) yield* readMail({ ...piece, mailed: true }, parseMail(bytes), budget);
  else
    throw new Refusal(
      'no-report',
      `it is ${OTHERS.find(([start]) => startsWith(bytes, start))?.[1] ?? 'neither a report (XML, JSON), nor packed (zip, gzip), nor a mail'}`,
    );
}

function* readZip({ place, bytes, mailed }: Piece, budget: Budget): Generator<ReportFinding> {
  const entries = zipEntries(bytes);
  if (entries.length === 0) throw new Refusal('no-report', 'the zip archive is empty');
  for (const entry of entries) {
    const inner = entries.length === 1 ? place : `${place}, ${String(quote(entry.name, 120))}`;
    try {
      const content = entry.read(budget.left);
      budget.left -= content.length;
      yield* readPiece({ place: inner, bytes: content, unpacked: true, mailed }, budget);
    } catch (error) {
      yield { kind: 'refused', place: inner, refusal: refusalOf(error) };
    }
  }
}

function gunzip(bytes: Uint8Array, budget: Budget): Uint8Array {
  try {
    const content = gunzipSync(withoutLineEnds(bytes), { maxOutputLength: Math.max(1, budget.left) });
    budget.left -= content.length;
    return content;
  } catch (error) {
    throw unpackingRefusal(error, budget.left);
  }
}

/** Some senders break the line after the attachment inside its base64. The last four bytes of gzip are a length below 16 MB here: they end in a zero. */
function withoutLineEnds(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.subarray(-2)).toString('latin1');
  return bytes.at(-3) === 0 && text === '\r\n' ? bytes.subarray(0, -2) : bytes;
}

/** The reports in a mail: what is attached, and the machine-readable part of a failure report. Its text, and other attachments, are passed by. */
function* readMail(piece: Piece, mail: MailPart, budget: Budget): Generator<ReportFinding> {
  let found = false;
  for (const part of eachPart(mail)) {
    if (part.parts.length > 0 || isProse(part, mail)) continue;
    if (part.type === 'message/feedback-report') {
      found = true;
      try {
        yield { kind: 'failure', place: piece.place, report: readFailureReport(part.body(), failedFrom(mail)) };
      } catch (error) {
        yield { kind: 'refused', place: piece.place, refusal: refusalOf(error) };
      }
      // What follows is the failed message itself: nobody's business.
      return;
    }
    const bytes = part.body();
    if (!REPORT_FORMS.has(formOf(bytes))) continue;
    found = true;
    yield* readPiece({ ...piece, bytes }, budget);
  }
  if (found) return;
  const plain = plainFailure(mail);
  if (!plain) throw new Refusal('no-report', 'it is a mail without a report in it');
  yield { kind: 'failure', place: piece.place, report: plain };
}

/** The facts in the text of a mail that says of itself that it is a report. */
function plainFailure(mail: MailPart): FailureReport | undefined {
  const text = mail.type === 'multipart/report' ? mail.parts.find(({ type }) => type === 'text/plain') : undefined;
  return text && readPlainFailure(text.body());
}

/** What people are to read: HTML, and text that is no attachment. */
function isProse(part: MailPart, mail: MailPart): boolean {
  if (part.type === 'text/html') return true;
  const named = part.parameters.has('name') || /^\s*attachment|filename/i.test(part.headers.get('content-disposition') ?? '');
  return part.type === 'text/plain' && part !== mail && !named;
}

/** The From domain in the headers of the failed message, which some receivers send along as a part. */
function failedFrom(mail: MailPart): string | null {
  for (const part of mail.parts) {
    const headers = part.type === 'message/rfc822' ? part.parts[0]?.headers : part.type === 'text/rfc822-headers' ? parseMail(part.body()).headers : undefined;
    const from = headers?.get('from');
    if (from !== undefined) return domainIn(/<([^>]*)>/.exec(from)?.[1] ?? from);
  }
  return null;
}

type Form = 'empty' | 'gzip' | 'zip' | 'xml' | 'json' | 'mbox' | 'mail' | 'other';
const REPORT_FORMS: ReadonlySet<Form> = new Set(['gzip', 'zip', 'xml', 'json']);

/** What people give us by mistake, by its first bytes. */
const OTHERS: readonly (readonly [start: readonly number[], says: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'a mail as Outlook saves it (.msg); save it as .eml, or save its attachment'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive; unpack it first'],
  [[0x52, 0x61, 0x72, 0x21], 'a rar archive; unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive; unpack it first'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive; unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
];
const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** One of these stands near the top of every mail; many other files begin with `word:`. */
const MAIL_HEADER =
  /^(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|content-type|authentication-results|dkim-signature|arc-seal|x-[\w-]+)[ \t]*:/im;

function formOf(bytes: Uint8Array): Form {
  const [a, b, c, d] = bytes;
  if (a === undefined) return 'empty';
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'xml';
  if (isMbox(bytes)) return 'mbox';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 2000))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (head === '') return bytes.length <= 2000 ? 'empty' : 'other';
  if (head.startsWith('<')) return 'xml';
  if (head.startsWith('{')) return 'json';
  return /^[A-Za-z][\w-]*[ \t]*:/.test(head) && MAIL_HEADER.test(head) ? 'mail' : 'other';
}
