import type { ImapAccount, ImapClient, ImapOptions } from './imap.ts';
import { imapClient, imapFailure } from './imap.ts';

/** A mail found in a mailbox. */
export interface InboxMail {
  /** Tells it from other mails of this mailbox. */
  readonly id: string;
  readonly raw: Uint8Array;
  /** When the server took it, epoch milliseconds. */
  readonly at: number;
  readonly folder: string;
  readonly placement: 'inbox' | 'spam' | 'other';
}
export interface Inbox {
  /** The newest mail to an address that came after `since` (epoch milliseconds), wherever it was put; nothing so far. Mails of `except` do not count. */
  find(wanted: InboxWanted): Promise<InboxMail | undefined>;
  close(): void;
}
interface InboxWanted {
  readonly address: string;
  readonly since: number;
  readonly except?: ReadonlySet<string>;
}

interface Folder {
  readonly path: string;
  readonly placement: InboxMail['placement'];
}

const MOST_FOLDERS = 20;
const MOST_BYTES = 20_000_000;
const MOST_LOOKED_AT = 30;
/** Folders in which no received mail is looked for. */
const ASIDE = new Set(['\\Sent', '\\Drafts', '\\All', '\\Flagged', '\\Important']);
/** Names of spam folders where the server does not mark them (RFC 6154 \Junk). */
const SPAM = /^(spam|junk|junk e?-?mail|bulk( mail)?|spamverdacht|unbekannt|pourriel|courrier indésirable|correo no deseado|posta indesiderata)$/i;

/**
 * Opens a mailbox for waiting: inbox and spam are looked into first, then the other folders. Folders are opened read-only and mails are fetched without
 * marking them as read: nothing changes.
 * @throws UsageError when the package is not installed, or the mailbox cannot be opened
 */
export async function openInbox(account: ImapAccount, options: ImapOptions): Promise<Inbox> {
  const client = await imapClient(account, options);
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      options.signal.throwIfAborted();
      throw imapFailure(account, error);
    }
  };
  const folders = await told(async () => {
    await client.connect();
    return foldersOf(await client.list());
  }).catch((error: unknown) => {
    client.close();
    throw error;
  });
  return {
    find: (wanted) =>
      told(async () => {
        for (const folder of folders) {
          const mail = await findIn(client, folder, wanted);
          if (mail) return mail;
        }
        return undefined;
      }),
    close: () => client.close(),
  };
}

function foldersOf(list: Awaited<ReturnType<ImapClient['list']>>): Folder[] {
  const folders = list
    .filter(({ flags, specialUse }) => !flags.has('\\Noselect') && !ASIDE.has(specialUse ?? ''))
    .map(({ path, name, specialUse }): Folder => {
      if (path.toUpperCase() === 'INBOX') return { path, placement: 'inbox' };
      return { path, placement: specialUse === '\\Junk' || (specialUse === undefined && SPAM.test(name)) ? 'spam' : 'other' };
    });
  const order = ['inbox', 'spam', 'other'];
  return folders.sort((a, b) => order.indexOf(a.placement) - order.indexOf(b.placement)).slice(0, MOST_FOLDERS);
}

async function findIn(client: ImapClient, { path, placement }: Folder, { address, since, except }: InboxWanted): Promise<InboxMail | undefined> {
  const { uidValidity } = await client.mailboxOpen(path, { readOnly: true });
  // The search knows days only.
  const found = (await client.search({ to: address, since: new Date(since) }, { uid: true })) || [];
  for (const uid of found.slice(-MOST_LOOKED_AT).reverse()) {
    const id = `${path} ${uidValidity} ${uid}`;
    if (except?.has(id)) continue;
    const mail = await client.fetchOne(uid, { internalDate: true, size: true }, { uid: true });
    const at = mail === false || mail.internalDate === undefined ? 0 : new Date(mail.internalDate).getTime();
    // Servers write whole seconds.
    if (mail === false || at < Math.floor(since / 1000) * 1000 || (mail.size ?? 0) > MOST_BYTES) continue;
    const whole = await client.fetchOne(uid, { source: true }, { uid: true });
    if (whole !== false && whole.source) return { id, raw: whole.source, at, folder: path, placement };
  }
  return undefined;
}
