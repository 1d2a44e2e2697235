import { caughtMail } from '../../drivers/mail-catcher.ts';
import { serveSmtp } from '../../drivers/mail-sink.ts';
import { restrict } from '../../engine/restrict.ts';
import { UsageError } from '../../model/errors.ts';
import type { Intent, MailReceiving, SeedMailbox } from '../../model/intent.ts';
import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import type { Received } from './keep-message.ts';
import { quote } from '../../model/text.ts';

/** The mail that is waited for. */
export interface Wanted {
  readonly address: string;
  /** Epoch milliseconds; older mails do not count. */
  readonly since: number;
}
/** One place where the mail may turn up. */
export interface Receiver {
  /** In plain words: where it listens or looks. */
  readonly says: string;
  /** Called before the app is asked: mails that are there already do not count, however young they are. */
  ready(wanted: Wanted, signal: AbortSignal): Promise<void>;
  /** Resolves with the mail; rejects with `CouldNotLook` when it cannot look any more, and when `signal` aborts. */
  arrival(wanted: Wanted, signal: AbortSignal): Promise<Received>;
  close(): Promise<void>;
}

const POLL_MS = 1000;
/** Clocks of other machines may be a little behind ours. */
const CLOCK_SLACK_MS = 5000;
/** Mails of the last seconds to one address; more are a flood that nobody can tell apart. */
const MOST_OLD = 20;

/** Opens our own SMTP sink. */
async function openSink(io: Io, { listen, sentFrom }: NonNullable<MailReceiving['smtp']>): Promise<Receiver> {
  if (!io.listen) throw new UsageError('this machine cannot listen for mail');
  const waiting = new Map<string, (mail: Received) => void>();
  const listener = await io.listen(endpointOf(listen), (stream, peer) =>
    serveSmtp(stream, {
      name: 'launch-ready.localhost',
      accepts: (recipient) => waiting.has(recipient.toLowerCase()),
      deliver({ raw, helo, mailFrom, recipients }) {
        const session = { ip: peer.address, helo, mailFrom };
        const mail: Received = { raw, at: io.clock.now(), via: 'smtp', placement: 'not-known', session, ...(sentFrom !== undefined && { sentFrom }) };
        for (const recipient of recipients) waiting.get(recipient.toLowerCase())?.(mail);
      },
    }),
  );
  const at = `${listener.at.address} port ${listener.at.port}`;
  return {
    says: `an SMTP server of ours at ${at} (no log-in, no encryption)`,
    ready: () => Promise.resolve(),
    arrival: ({ address }, signal) =>
      new Promise((resolve, reject) => {
        const key = address.toLowerCase();
        waiting.set(key, resolve);
        signal.addEventListener('abort', () => {
          waiting.delete(key);
          reject(signal.reason as Error);
        });
      }),
    close: () => listener.close(),
  };
}

/** Looks into a mail catcher once a second. */
function watchCatcher(io: Io, api: NonNullable<MailReceiving['api']>): Receiver {
  return polled(io, `${TITLES[api.kind]} at ${new URL(api.url).host}`, async (wanted, signal) => {
    const mail = await caughtMail(io, api, wanted, signal);
    return mail && { id: mail.id, mail: { raw: mail.raw, at: mail.at || io.clock.now(), via: 'api', placement: 'not-known' } };
  });
}
const TITLES = { mailpit: 'Mailpit', mailhog: 'MailHog', mailosaur: 'Mailosaur' } as const;

/** Looks into a mailbox once a second. */
async function watchInbox(io: Io, account: NonNullable<MailReceiving['imap']>, trust: readonly string[], signal: AbortSignal): Promise<Receiver> {
  const password = io.secret(account.passwordEnv);
  if (!password) throw new UsageError(`the environment variable ${account.passwordEnv} with the password of the mailbox is not set`);
  const { openInbox } = await import('../../adapters/inbox.ts');
  const inbox = await openInbox(account, { password, trust, signal });
  const look: Look = async (wanted) => {
    const found = await inbox.find(wanted);
    if (!found) return undefined;
    const { id, ...mail } = found;
    return { id, mail: { ...mail, via: 'imap' } };
  };
  return polled(io, `the mailbox ${account.user} at ${account.host}`, look, () => Promise.resolve(inbox.close()));
}

/** The newest mail but those of `except`, with what tells it from others at that place. */
type Look = (
  wanted: Wanted & { readonly except: ReadonlySet<string> },
  signal: AbortSignal,
) => Promise<{ readonly id: string; readonly mail: Received } | undefined>;

/** A place that has to be asked again and again. */
function polled(io: Io, says: string, look: Look, close: () => Promise<void> = () => Promise.resolve()): Receiver {
  const except = new Set<string>();
  const lookBack = ({ address, since }: Wanted, signal: AbortSignal) => look({ address, since: since - CLOCK_SLACK_MS, except }, signal);
  return {
    says,
    async ready(wanted, signal) {
      for (let found = await lookBack(wanted, signal); found && except.size < MOST_OLD; found = await lookBack(wanted, signal)) except.add(found.id);
    },
    async arrival(wanted, signal) {
      for (;;) {
        const found = await lookBack(wanted, signal);
        if (found) return found.mail;
        await io.clock.sleep(POLL_MS, signal);
      }
    },
    close,
  };
}

function endpointOf(text: string): Endpoint {
  const at = text.lastIndexOf(':');
  const [address, port] = [text.slice(0, at).replace(/^\[|\]$/g, ''), Number(text.slice(at + 1))];
  if (at < 1 || !/^[0-9a-f.:]+$/i.test(address) || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--listen takes address:port, such as 127.0.0.1:2525; got "${quote(text, 60)}"`);
  return { address, port };
}

/** The first mail from any of the places. Fails only when all of them failed. */
export async function firstArrival(receivers: readonly Receiver[], wanted: Wanted, signal: AbortSignal): Promise<Received> {
  const found = new AbortController();
  const both = AbortSignal.any([signal, found.signal]);
  try {
    return await Promise.any(receivers.map((receiver) => receiver.arrival(wanted, both)));
  } catch (error) {
    const reasons = error instanceof AggregateError ? error.errors : [error];
    throw reasons.find((reason) => reason instanceof CouldNotLook) ?? reasons[0];
  } finally {
    found.abort();
  }
}

/** What the config names, opened. */
export interface Opened {
  readonly receivers: readonly Receiver[];
  readonly seeds: readonly { readonly seed: SeedMailbox; readonly receiver: Receiver }[];
}
const NOTHING = { active: false, owned: [] };

/**
 * Opens every place of the config at which mail is received.
 * @throws UsageError when there is none, or one cannot be opened
 */
export async function openAll(io: Io, intent: Intent, { smtp, imap, api, seeds: mailboxes = [] }: MailReceiving, signal: AbortSignal): Promise<Opened> {
  const receivers: Receiver[] = [];
  const seeds: { seed: SeedMailbox; receiver: Receiver }[] = [];
  try {
    if (smtp) receivers.push(await openSink(io, smtp));
    if (api) receivers.push(watchCatcher(restrict(io, { touches: 'reads-private' }, NOTHING, new Map(), signal), api));
    if (imap) receivers.push(await watchInbox(io, imap, intent.network.trust, signal));
    for (const seed of mailboxes) seeds.push({ seed, receiver: await watchInbox(io, seed.imap, intent.network.trust, signal) });
  } catch (error) {
    await Promise.all([...receivers, ...seeds.map(({ receiver }) => receiver)].map((receiver) => receiver.close()));
    if (error instanceof CouldNotLook) throw new UsageError(error.message);
    throw error;
  }
  if (receivers.length + seeds.length === 0) throw new UsageError('the config names no place to receive mail: add smtp, imap, api or seeds to mail.receive');
  return { receivers, seeds };
}
