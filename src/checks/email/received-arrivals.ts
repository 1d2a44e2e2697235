import type { ReceivedFlow } from '../../evidence/email/received-message.ts';
import type { Report } from '../../model/check.ts';
import type { RowId } from '../../model/rows.ts';
import { quote } from '../../model/text.ts';

/** Longer than this, people have asked again or given up. */
const SOON_MS = 60_000;
const sayDuration = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/** What can be wrong with an arrival; the same for mails to users and alerts, but it fails other rows. */
export function arrivalProblems(arrives: readonly RowId[], lands: readonly RowId[]) {
  return {
    'never-arrived': {
      says: 'The app was asked for its {flow:name} mail and accepted the request, but after {waited:ms} no mail had arrived',
      class: 'blocker',
      impact: 'email',
      identity: ['flow'],
      minutes: 30,
      fails: arrives,
      fix: {
        steps: [
          'Open the log of your sending service for the minute of the request: is the mail in it? If not, the app did not hand it over; look in the app’s own log for an error around sending (missing API key, unverified domain, sandbox mode).',
          'If it is there as "bounced" or "dropped", the reason stands beside it; a suppressed address must be taken off the suppression list.',
          'If it is there as "delivered", look in the mailbox’s spam folder and filters.',
          'Then look again: launch-ready mail',
        ],
      },
    },
    spam: {
      says: 'The {flow:name} mail arrived in the spam folder ({folder:outside}), where nobody looks',
      class: 'blocker',
      impact: 'email',
      identity: ['flow'],
      minutes: 45,
      waitMinutes: 1440,
      fails: lands,
      fix: {
        steps: [
          'First repair what the other checks of this mail say: DKIM, SPF and DMARC must all pass.',
          'Keep the text plain: one link on your own domain, no link shortener, a real subject, a text part beside the HTML.',
          'If all of that is right, the domain or the sending address has no reputation yet: use the sending service’s shared addresses, and begin with few mails to people who expect them.',
          'Then look again: launch-ready mail',
        ],
      },
    },
    late: {
      says: 'The {flow:name} mail took {took:ms} to arrive; people ask again or give up after a minute',
      class: 'incident',
      impact: 'email',
      identity: ['flow'],
      minutes: 30,
      fails: [],
      fix: {
        steps: [
          'Compare the times in the app’s log, the log of the sending service, and the Received lines of the mail: they show where it waited.',
          'Usual reasons: the app sends from a job that runs every few minutes, or the receiver made an unknown sender wait once (greylisting; the next mail is then fast).',
        ],
      },
    },
  } as const;
}

export function judgeArrival(flows: readonly ReceivedFlow[], report: Report<ReturnType<typeof arrivalProblems>>): void {
  const arrived: string[] = [];
  for (const { flow, arrival, asked, askedAt, withinMs } of flows) {
    const began = askedAt.slice(0, 19).replace('T', ' ');
    if (!arrival) {
      const proof = [{ says: `Asked at ${began} UTC, waited ${sayDuration(withinMs)}, nothing was received` }];
      if (asked === 'request') report.fail('never-arrived', { flow, waited: withinMs, proof });
      else
        report.unknown(
          `no ${flow} mail arrived within ${sayDuration(withinMs)}, and only the person who was to ask for it knows whether they did: run launch-ready mail again`,
        );
      continue;
    }
    const folder = arrival.folder ?? quote('spam');
    const proof = [
      { says: `Asked at ${began} UTC, received ${sayDuration(arrival.afterMs)} later${arrival.folder === null ? '' : ` in the folder ${arrival.folder}`}` },
    ];
    if (arrival.placement === 'spam') report.fail('spam', { flow, folder, proof });
    // Where a person asks, the time until they do is in it.
    if (asked === 'request' && arrival.afterMs > SOON_MS) report.fail('late', { flow, took: arrival.afterMs, proof });
    arrived.push(`${flow} after ${sayDuration(arrival.afterMs)}${arrival.placement === 'inbox' ? ', in the inbox' : ''}`);
  }
  if (arrived.length > 0) report.pass(`arrived: ${arrived.join('; ')}`);
}
