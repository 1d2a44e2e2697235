import { receivedMessageEvidence } from '../../evidence/email/received-message.ts';
import { defineCheck, one } from '../../model/check.ts';
import { NO_MAIL } from './received-mail.ts';
import { placementProblems } from './received-placement-problems.ts';

export const receivedPlacementCheck = defineCheck({
  id: 'email/received-placement',
  rows: ['D7'],
  stage: 'email',
  about: 'project',
  title: 'It was tried in real mailboxes whether mail of the app reaches the inbox',
  why: 'A test server takes every mail. Only a real mailbox shows whether a provider puts it into the inbox or among spam, and each provider decides for itself.',
  test: 'Let the app send a mail to an address at Gmail and one at Outlook, and look in which folder each lands.',
  refs: ['RFC 6154 §2 (\\Junk)'],
  needs: { received: one(receivedMessageEvidence) },
  maxAge: '30d',
  attestable: true,
  problems: placementProblems,
  judge({ received }, { report, intent }) {
    if (intent.sendsMail === false) return report.notApplicable(NO_MAIL);
    const placed = received.messages.flatMap(({ flow, seed, arrival }) => (arrival && arrival.placement !== 'not-known' ? [{ flow, seed, arrival }] : []));
    if (placed.length === 0)
      return report.unknown(
        'no mail of the app was looked for in a real mailbox: name one under mail.receive.imap or mail.receive.seeds, and run launch-ready mail',
      );
    const lines = placed.map(({ flow, arrival }) => ({ says: `${flow}: ${arrival.placement}, in the folder ${arrival.folder ?? 'INBOX'}` }));
    const spam = placed.filter(({ arrival }) => arrival.placement === 'spam').map(({ flow }) => flow);
    const mailboxes = new Set(placed.map(({ seed }) => seed ?? ''));
    if (mailboxes.size === 1) return spam.length > 0 ? undefined : report.fail('one-mailbox', { proof: lines });
    if (spam.length > 0) return report.fail('part-in-spam', { all: placed.length, spam: spam.length, where: spam, proof: lines });
    return report.pass(`in the inbox at ${[...mailboxes].filter((name) => name !== '').join(', ')}`);
  },
});
