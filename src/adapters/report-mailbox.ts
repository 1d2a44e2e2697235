import { rootCertificates } from 'node:tls';
import { megabytes, Refusal } from '../formats/dmarc-report-refusal.ts';
import { UsageError } from '../model/errors.ts';
import type { ReportMailbox } from '../model/intent.ts';
import { quote, Secret } from '../model/text.ts';
import type { ReportInput } from './report-files.ts';

export interface MailboxOptions {
  readonly password: Secret;
  /** Only mails that arrived since; epoch milliseconds. */
  readonly since: number;
  /** Bytes of a mail at most. */
  readonly most: number;
  /** PEM roots trusted beside the platform's. */
  readonly trust: readonly string[];
  readonly signal: AbortSignal;
}

const MOST_MAILS = 20_000;
const AT_ONCE = 50;
const TIMEOUT_MS = 20_000;

/**
 * The mails in an IMAP folder, oldest first. The folder is opened read-only (EXAMINE) and mails are fetched without marking them as read: nothing in the
 * mailbox changes. TLS from the first byte, with the server's certificate verified.
 * @throws UsageError when the package is not installed, or the mailbox cannot be opened
 */
export async function* mailboxMails(mailbox: ReportMailbox, options: MailboxOptions): AsyncGenerator<ReportInput> {
  const { ImapFlow } = await imapflow();
  const { host, port, user, folder } = mailbox;
  const client = new ImapFlow({
    host,
    port,
    secure: true,
    auth: { user, pass: Secret.reveal(options.password) },
    tls: { ca: [...rootCertificates, ...options.trust], minVersion: 'TLSv1.2' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  // Errors that arrive outside a command reject the next one; without a listener they would end the process.
  client.on('error', () => undefined);
  const stop = (): void => client.close();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    await client.mailboxOpen(folder, { readOnly: true });
    const found = (await client.search({ since: new Date(options.since) }, { uid: true })) || [];
    const uids = found.slice(-MOST_MAILS);
    for (let at = 0; at < uids.length; at += AT_ONCE) yield* mails(client, mailbox, uids.slice(at, at + AT_ONCE), options.most);
  } catch (error) {
    if (options.signal.aborted) return;
    throw new UsageError(`the mailbox ${user} at ${host} could not be read: ${whyNot(error)}`);
  } finally {
    options.signal.removeEventListener('abort', stop);
    // Closing without LOGOUT is fine: nothing was changed.
    client.close();
  }
}

type Client = InstanceType<Awaited<ReturnType<typeof imapflow>>['ImapFlow']>;

async function* mails(client: Client, { user, folder }: ReportMailbox, uids: readonly number[], most: number): AsyncGenerator<ReportInput> {
  const small: number[] = [];
  for await (const { uid, size = 0 } of client.fetch([...uids], { uid: true, size: true }, { uid: true })) {
    if (size <= most) small.push(uid);
    else yield { name: `${user} ${folder} ${uid}`, refusal: new Refusal('too-large', `the mail has ${megabytes(size)}; at most ${megabytes(most)} are read`) };
  }
  if (small.length === 0) return;
  for await (const { uid, source } of client.fetch(small, { uid: true, source: true }, { uid: true })) {
    if (source) yield { name: `${user} ${folder} ${uid}`, bytes: source };
  }
}

async function imapflow() {
  try {
    return await import('imapflow');
  } catch {
    throw new UsageError(
      'reading a mailbox needs the package imapflow, which is not installed; install it beside launch-ready with: npm install imapflow@1.7.8',
    );
  }
}

/** What the server or the network said, in one line, without what was sent to it. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { authenticationFailed, responseText, code } = error as Error & { authenticationFailed?: boolean; responseText?: string; code?: string };
  if (authenticationFailed === true) return 'the server refused the user name or password';
  if (code === 'ECONNREFUSED') return 'the server refused the connection';
  return quote(responseText ?? error.message, 160);
}
