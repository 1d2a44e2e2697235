import { registration } from '../../evidence/domain/registration.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { previewPlatformOf } from './host-facts.ts';

const DAY_MS = 86_400_000;
const BLOCKING_DAYS = 14;
const EARLY_DAYS = 45;

export const registrationCheck = defineCheck({
  id: 'domain/registration',
  rows: ['A1', 'N2'],
  stage: 'domain',
  about: 'domain',
  title: 'The domain is registered for long enough, and locked',
  why: 'A domain that runs out takes everything with it, site, mail, logins, and people who watch for that buy it within days.',
  test: 'open https://lookup.icann.org and look up {subject}: expiry date, registrar and status',
  refs: ['RFC 9083 §5.3', 'RFC 8056', 'https://icann.org/epp'],
  needs: { seen: one(registration) },
  maxAge: '24h',
  monitorable: '24h',
  problems: {
    held: {
      says: 'The registry has taken {domain:name} out of the internet (status "{status:outside}"): site and mail do not work',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 30,
      waitMinutes: 1440,
    },
    expired: {
      says: 'The registration of {domain:name} ended on {until:date}: it can be switched off, and then sold to somebody else, any day',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 15,
      waitMinutes: 60,
    },
    ending: {
      says: 'The registration of {domain:name} ends on {until:date}, in {days:count} days: without renewal site and mail stop, and somebody else can buy the name',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 10,
      fails: [],
    },
    'not-locked': {
      says: 'Nothing stops a transfer of {domain:name} to another registrar: whoever gets into the account or its mailbox can take the domain away',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 5,
    },
  },
  judge({ seen }, { subject, now, report }) {
    const platform = previewPlatformOf(subject.name);
    if (platform) return report.notApplicable(`${platform.title} owns this domain`);
    const lines = [`registrar: ${seen.registrar ?? 'not told'}`, `ends: ${seen.expires ?? 'not told'}`, `status: ${seen.statuses.join(', ') || 'none'}`];
    const where = seen.registrar === null ? 'Sign in where the domain was bought' : `Sign in at ${seen.registrar}, where the domain is registered`;
    const details = {
      domain: subject.name,
      proof: [{ says: `${seen.server} answered (${seen.source.toUpperCase()})`, lines: lines.map((line) => quote(line)) }],
    };
    const held = seen.statuses.find((status) => ['client hold', 'server hold', 'redemption period', 'pending delete'].includes(status));
    if (held) {
      const steps = [
        `${where}, and see its messages: a missing confirmation of the owner's mail address, an unpaid bill or a complaint.`,
        'Settle it there; it takes up to a day until the name answers again.',
      ];
      return report.fail('held', { ...details, status: held, fix: { steps } });
    }
    if (seen.expires === null)
      return report.unknown(`${seen.server} does not tell when the registration ends; see it at the registrar and attest row A1 in the config`);
    const days = Math.floor((Date.parse(seen.expires) - now) / DAY_MS);
    const renew = {
      steps: [
        `${where}, renew it for a year or more, and switch automatic renewal on.`,
        'See that the card on file is valid and that the mail address of the account is read by somebody.',
      ],
    };
    if (days < 0) report.fail('expired', { ...details, until: seen.expires, fix: renew });
    // Automatic renewal is usually done a month before the end: only what is closer than that was forgotten for sure.
    else if (days <= EARLY_DAYS) {
      const soften = days > BLOCKING_DAYS ? { soften: { to: 'later' as const, because: 'automatic renewal may still be to come' } } : {};
      report.fail('ending', { ...details, until: seen.expires, days, fix: renew, ...soften });
    }
    const isLocked = seen.statuses.some((status) => status.endsWith('transfer prohibited'));
    // Some registries have no such lock, and then tell no status of this kind at all.
    if (!isLocked && seen.statuses.some((status) => status === 'ok' || status === 'active' || status.endsWith('prohibited')))
      report.fail('not-locked', {
        ...details,
        fix: { steps: [`${where}, and switch the transfer lock ("registrar lock") on.`, 'Protect that account with a second factor.'] },
      });
    report.pass(`registered${seen.registrar === null ? '' : ` at ${seen.registrar}`} until ${seen.expires.slice(0, 10)}`);
  },
});
