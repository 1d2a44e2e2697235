import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { DkimSelector } from '../../evidence/email/dkim.ts';
import type { MxEvidence } from '../../evidence/email/mx.ts';
import { gradeOf } from '../../model/catalogue.ts';
import type { Remedy } from '../../model/fix.ts';
import type { MailSender } from '../../model/intent.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import { type DkimContext, hostOf, isUsable } from './dkim-selector.ts';
import { dnsRemedy, type ZoneAt } from '../domain/dns-remedy.ts';
import { mailboxProvider } from './mailbox-provider.ts';

const DECLARE =
  'name it in the config: mail: { senders: [{ domain, provider, selectors: ["…"] }] }. It is the s= value in the DKIM-Signature line of a mail you received';

/** Judges whether one declared sender has its key published. */
export function judgeDkimSender(sender: MailSender, all: readonly DkimSelector[], at: ZoneAt, { report }: DkimContext): void {
  const provider = MAIL_PROVIDERS.find(({ id }) => id === sender.provider);
  const title = provider?.title ?? 'the sending service';
  const isDeclared = sender.selectors.length > 0;
  const names = (isDeclared ? sender.selectors : (provider?.dkim.selectors ?? [])).map((selector) => selector.toLowerCase());
  const wanted = all.filter(({ selector, domain }) => domain === sender.domain && names.includes(selector));
  // The service makes up its selectors, but a mail that was received, or a report of receivers, showed one.
  const isLearned = ({ because }: DkimSelector): boolean => because === 'seen' || because === 'reported';
  if (wanted.length === 0 && all.some((each) => isLearned(each) && each.domain === sender.domain && isUsable(each))) return;
  if (wanted.length === 0)
    return report.unknown(`the DKIM selector of ${title} for ${sender.domain} cannot be guessed${provider ? ` (${provider.where})` : ''}; ${DECLARE}`);
  // Of a service's own names one working key is enough; what the config names must all be there.
  const groups = isDeclared ? wanted.map((each) => [each]) : [wanted];
  for (const group of groups) {
    const [first] = group;
    if (!first || group.some((each) => isUsable(each))) continue;
    const unseen = group.find(({ state }) => state === 'unknown');
    if (unseen) report.unknown(`DNS did not say whether ${hostOf(unseen)} has a DKIM key: ${unseen.why ?? ''}`);
    // A damaged, empty or proxied record has its own finding.
    else if (group.every(({ state, hasAddress, misplaced }) => state === 'none' && !hasAddress && misplaced.length === 0)) {
      const proof = group.map((each) => ({
        says: `DNS answered: there is no TXT record at ${hostOf(each)}${each.chain.length > 0 ? `; it leads to ${each.chain.join(', ')}, where nothing is` : ''}`,
      }));
      const isGuess = !isDeclared && provider !== undefined && (!provider.dkim.fixed || gradeOf(provider.source).grade === 'inferred');
      const inferred = isGuess ? { grade: 'inferred' as const } : {};
      const test = `dig +short TXT ${hostOf(first)}`;
      report.fail('missing', { service: title, name: sender.domain, looked: group.map(hostOf), proof, test, fix: publish(first, provider, at), ...inferred });
    }
  }
}

/** Nobody declared a sender: a found key is shown, but its absence proves nothing, because selectors cannot be listed. */
export function nothingDeclared(all: readonly DkimSelector[], mx: MxEvidence | undefined, { report, subject }: DkimContext): void {
  const found = all.filter(isUsable);
  if (found.length > 0) return report.pass(`found ${found.map(hostOf).join(', ')}`);
  const mailbox = mailboxProvider(mx);
  const hint = mailbox
    ? `mail of ${subject.name} is at ${mailbox.title}, but no key of it was found (looked for ${mailbox.dkim.selectors.join(', ')}; ${mailbox.where}). `
    : '';
  return report.unknown(`${hint}DNS cannot list DKIM selectors. Find out which one the sending service uses and ${DECLARE}`);
}

function publish(missing: DkimSelector, provider: MailProvider | undefined, at: ZoneAt): Remedy {
  const host = hostOf(missing);
  const target = provider?.dkim.target?.replace('{selector}', missing.selector).replace('{domain}', missing.domain);
  if (target !== undefined && provider?.dkim.selectors.includes(missing.selector)) {
    return dnsRemedy(at, [{ op: 'add', name: host, type: 'CNAME', data: `${target}.` }], [`Then let ${provider.title} verify the domain: ${provider.where}`]);
  }
  return {
    steps: [
      `Open ${provider ? `${provider.title}: ${provider.where}` : 'the settings of the service that sends the mail'} and copy the DKIM record for ${missing.domain}.`,
      `Add it as ${provider ? `a ${provider.dkim.record} record` : 'the service says'} at ${host}${provider ? `. It looks like: ${provider.dkim.looksLike}` : ''}.`,
      'If your DNS host offers a proxy for the record, switch it off ("DNS only"). Then let the service verify the domain.',
    ],
  };
}
