import { readMailText } from '../../formats/mail-text.ts';
import type { Inbox } from '../../journeys/tools.ts';
import { freshWord } from '../../journeys/run-journey.ts';
import type { Intent } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { firstArrival, openAll } from '../mail/receivers.ts';

/** Where the mails of a smoke test arrive. */
export interface Inboxes {
  /** In plain words: where it listens or looks. */
  readonly says: readonly string[];
  /** One with an address of its own. */
  readonly inbox: () => Inbox;
  close(): Promise<void>;
}

/** RFC 2606: nobody gets mail at it, should the app not be led to our sink. */
const ANYWHERE = 'launch-ready+{token}@example.com';

/** Opens what the config says (`mail.receive`); nothing when it says nothing. */
export async function openInboxes(io: Io, intent: Intent, signal: AbortSignal): Promise<Inboxes | undefined> {
  const receiving = intent.mailReceiving;
  if (!receiving || (!receiving.smtp && !receiving.api && !receiving.imap)) return undefined;
  const { receivers } = await openAll(io, intent, { ...receiving, seeds: [] }, signal);
  return {
    says: receivers.map(({ says }) => says),
    inbox() {
      const address = (receiving.address ?? ANYWHERE).replaceAll('{token}', freshWord(io, 10));
      return {
        address,
        async expect(own) {
          const since = io.clock.now();
          const ready = await Promise.allSettled(receivers.map((receiver) => receiver.ready({ address, since }, own)));
          const failed = ready.find((one) => one.status === 'rejected');
          if (failed && ready.every((one) => one.status === 'rejected'))
            throw new CouldNotLook('unreachable', `the mailbox cannot be looked into: ${(failed.reason as Error).message}`);
          const over = new AbortController();
          const waited = firstArrival(receivers, { address, since }, AbortSignal.any([signal, over.signal]));
          // It is awaited below; until then a rejection is no accident.
          waited.catch(() => undefined);
          return {
            async arrival(step) {
              const late = new Promise<never>((_, reject) => {
                step.addEventListener('abort', () => reject(step.reason as Error), { once: true });
                if (step.aborted) reject(step.reason as Error);
              });
              try {
                return readMailText((await Promise.race([waited, late])).raw);
              } finally {
                over.abort();
              }
            },
          };
        },
      };
    },
    close: async () => void (await Promise.all(receivers.map((receiver) => receiver.close()))),
  };
}
