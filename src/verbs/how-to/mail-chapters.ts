import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import { dkimEvidence } from '../../evidence/email/dkim.ts';
import { dmarcEvidence } from '../../evidence/email/dmarc.ts';
import { spfEvidence } from '../../evidence/email/spf.ts';
import type { HowToChapter } from '../../model/how-to.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import type { ArchivedRun } from '../../ports/store.ts';
import { whereToEdit } from './dns-chapter.ts';
import { seenIn } from './seen-in.ts';

/** Services that send for the domain: those of the config, and those whose keys or includes are there. */
function providersOf(domain: string, run: ArchivedRun): MailProvider[] {
  const within = (name: string): boolean => isAtOrBelow(name, domain);
  const declared = run.intent.senders.filter((sender) => within(sender.domain)).flatMap(({ provider }) => provider ?? []);
  const signing = (seenIn(run, dkimEvidence, domain)?.selectors ?? []).filter(({ state }) => state === 'key').flatMap(({ provider }) => provider ?? []);
  const records = textsOf(domain, run).join(' ');
  return MAIL_PROVIDERS.filter(
    ({ id, spf }) => declared.includes(id) || signing.includes(id) || spf.includes.some((name) => records.includes(`include:${name}`)),
  );
}

function textsOf(domain: string, run: ArchivedRun): string[] {
  return (seenIn(run, spfEvidence, domain)?.places ?? []).flatMap((place) => (place.nodes[0]?.records ?? []).map((record) => `${place.name}: ${record}`));
}

/** How a sender is added to SPF, and taken away. */
export function spfChapter(domain: string, run: ArchivedRun): HowToChapter {
  const texts = textsOf(domain, run);
  const places = providersOf(domain, run).map(({ title, spf, where }) => {
    if (spf.include === null || spf.places.length === 0) return `${title} needs no SPF record of yours (${where}).`;
    const [place] = spf.places;
    return `${title}: include:${spf.include} in the record of ${place === '@' ? domain : `${place}.${domain}`}; it is shown at ${where}.`;
  });
  return {
    title: `Update SPF of ${domain}`,
    now: texts.length > 0 ? texts : ['There is no SPF record.'],
    steps: [
      ...places,
      whereToEdit(domain, run),
      'Edit the one TXT record that begins with v=spf1; a second one makes both worthless. Put include:… of a new service before the last word (~all or -all), and take that of a former one out.',
      'At most ten look-ups: a service that sends with a return path below your domain has its own record there and need not be in this one.',
    ],
    check: 'launch-ready --only email/spf',
  };
}

/** How a signing key is replaced without a gap. */
export function dkimChapter(domain: string, run: ArchivedRun): HowToChapter {
  const selectors = (seenIn(run, dkimEvidence, domain)?.selectors ?? []).filter(({ state }) => state === 'key' || state === 'many');
  const now = selectors.map(({ selector, domain: at, provider, chain, key }) => {
    const service = MAIL_PROVIDERS.find(({ id }) => id === provider)?.title;
    const size = key ? ` (${key.type}${key.bits === null ? '' : `, ${key.bits} bits`})` : '';
    return `${selector}._domainkey.${at}${size}${service === undefined ? '' : `, ${service}`}${chain[0] === undefined ? '' : `, kept at ${chain[0]}`}`;
  });
  const steps = providersOf(domain, run).map(({ title, dkim, where }) =>
    dkim.record === 'CNAME'
      ? `${title} keeps the key itself and can replace it behind the CNAME; records and renewal are at ${where}.`
      : `${title}: ask for a new key at ${where}, and publish the TXT record it shows.`,
  );
  return {
    title: `Update or rotate DKIM of ${domain}`,
    now: now.length > 0 ? now : ['No key was found under the names that were asked.'],
    steps: [
      ...steps,
      whereToEdit(domain, run),
      'Publish the new key under a new selector beside the old one, wait for the TTL, then let the service sign with it. Where the service fixes the name, it does the change itself.',
      'Delete the old key a week later, when no mail signed with it is on its way any more. A key that leaked is deleted at once.',
    ],
    check: 'launch-ready --only email/dkim; then launch-ready mail, which verifies a real message',
  };
}

/** How the policy is raised, and taken back. */
export function dmarcChapter(domain: string, run: ArchivedRun): HowToChapter {
  const seen = seenIn(run, dmarcEvidence, domain);
  const records = seen?.records ?? [];
  return {
    title: `Update DMARC of ${domain}`,
    now:
      records.length > 0
        ? records.map((record) => `_dmarc.${domain}: ${record}`)
        : [seen?.inherited ? `Inherited from ${seen.inherited.from}: ${seen.inherited.record}` : 'There is no DMARC record.'],
    steps: [
      'Read the reports first: launch-ready dmarc says who fails, and whether a stricter policy is safe.',
      whereToEdit(domain, run),
      `Edit the one TXT record at _dmarc.${domain}: p=none, then p=quarantine, then p=reject, one step at a time. The way back is the step before, and works as soon as the TTL is over.`,
      'Another address for the reports is rua=mailto:…; one at another company needs a record there, which the company makes.',
    ],
    check: 'launch-ready --only email/dmarc --only email/dmarc-ladder',
  };
}
