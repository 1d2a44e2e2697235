import { megabytes, Refusal } from '../formats/dmarc-report-refusal.ts';
import type { ReportMailbox } from '../model/intent.ts';
import { type ImapClient, imapClient, imapFailure, type ImapOptions } from './imap.ts';
import type { ReportInput } from './report-files.ts';

export interface MailboxOptions extends ImapOptions {
  /** Only mails that arrived since; epoch milliseconds. */
  readonly since: number;
  /** Bytes of a mail at most. */
  readonly most: number;
}

const MOST_MAILS = 20_000;
const AT_ONCE = 50;

/**
 * The mails in an IMAP folder, oldest first. The folder is opened read-only (EXAMINE) and mails are fetched without marking them as read: nothing in the
 * mailbox changes. TLS from the first byte, with the server's certificate verified.
 * @throws UsageError when the package is not installed, or the mailbox cannot be opened
 */
export async function* mailboxMails(mailbox: ReportMailbox, options: MailboxOptions): AsyncGenerator<ReportInput> {
  const { folder } = mailbox;
  const client = await imapClient(mailbox, options);
  try {
    await client.connect();
    await client.mailboxOpen(folder, { readOnly: true });
    const found = (await client.search({ since: new Date(options.since) }, { uid: true })) || [];
    const uids = found.slice(-MOST_MAILS);
    for (let at = 0; at < uids.length; at += AT_ONCE) yield* mails(client, mailbox, uids.slice(at, at + AT_ONCE), options.most);
  } catch (error) {
    if (options.signal.aborted) return;
    throw imapFailure(mailbox, error);
  } finally {
    // Closing without LOGOUT is fine: nothing was changed.
    client.close();
  }
}

async function* mails(client: ImapClient, { user, folder }: ReportMailbox, uids: readonly number[], most: number): AsyncGenerator<ReportInput> {
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
