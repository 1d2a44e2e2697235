import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { MxEvidence } from '../../evidence/email/mx.ts';
import type { SpfEvidence, SpfPlace } from '../../evidence/email/spf.ts';
import { parseSpf } from '../../formats/spf.ts';
import { addedSpace, mergeSpf } from '../../formats/spf-edit.ts';
import { gradeOf } from '../../model/catalogue.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import { sendersUnder } from '../../model/senders.ts';
import { dnsRemedy, type ZoneAt } from '../domain/dns-remedy.ts';
import { mailboxProvider } from './mailbox-provider.ts';
import { judgeApproval } from './spf-approval.ts';
import { isCutOff, type SpfContext } from './spf-place.ts';
import type { SpfEdit } from './spf-repairs.ts';
import { passesThrough } from './spf-tree.ts';

/** Judges whether the services that send for the domain are in SPF where their envelope sender is. */
export function judgeSpfSenders(spf: SpfEvidence, mx: MxEvidence | undefined, at: ZoneAt, context: SpfContext): void {
  const { report, repairs, subject, intent } = context;
  const senders = sendersUnder(subject.name, intent);
  const declared = senders.flatMap((sender) => {
    const provider = MAIL_PROVIDERS.find(({ id }) => id === sender.provider);
    return provider ? [{ sender: sender.domain, provider }] : [];
  });
  const mailbox = mailboxProvider(mx);
  const needsApex = [
    ...declared.filter(({ sender, provider }) => sender === subject.name && provider.spf.places[0] === '@').map(({ provider }) => provider),
    ...(mailbox ? [mailbox] : []),
  ];
  const apex = spf.places.find(({ role }) => role === 'domain');
  if (apex && isProvenMissing(apex)) judgeMissing(spf, apex, needsApex, senders.length > 0 && declared.length === senders.length, context);
  for (const { sender, provider } of declared) judgeSender(spf, sender, provider, at, context);
  for (const place of spf.places) judgeAddresses(place, context);
  for (const place of spf.places) judgeApproval(place, mailbox, context);
  if (
    mailbox &&
    !declared.some(({ provider }) => provider.id === mailbox.id) &&
    apex &&
    isReadable(apex) &&
    !allows(apex, mailbox) &&
    !isSlipOf(apex, mailbox) &&
    apex.whole
  ) {
    const proof = [
      { says: `TXT at ${apex.name}`, lines: apex.nodes[0]?.records ?? [] },
      { says: `MX of ${subject.name}`, lines: (mx?.exchanges ?? []).map(({ host }) => host) },
    ];
    const said = { name: subject.name, provider: mailbox.title, grade: 'inferred', proof } as const;
    repairs.found(apex.name, including(mailbox.spf.include), (fix) => report.fail('mailbox-not-allowed', { ...said, ...fix }));
  }
}

/** What a receiver answers for the addresses that the config names. Errors of the record have findings of their own. */
function judgeAddresses(place: SpfPlace, { report, repairs }: SpfContext): void {
  const lines = place.nodes[0]?.records ?? [];
  for (const { ip, result, mechanism } of place.evaluations) {
    if (result !== 'fail' && result !== 'softfail' && result !== 'neutral' && result !== 'none') continue;
    const proof = [{ says: `TXT at ${place.name}: for ${ip} it answers ${result}${mechanism === null ? '' : ` because of ${mechanism}`}`, lines }];
    const network = ip.includes(':') ? `ip6:${ip}` : `ip4:${ip}`;
    const edit: SpfEdit = (text) => mergeSpf([text, `v=spf1 ${network}`]);
    repairs.found(place.name, edit, (fix) => report.fail('address-not-allowed', { name: place.name, ip, result, proof, ...fix }));
  }
  const open = place.evaluations.find(({ result }) => result === 'temperror');
  if (open) report.unknown(`DNS did not answer all that a receiver asks to judge mail from ${open.ip} for ${place.name}`);
}

function judgeMissing(
  spf: SpfEvidence,
  apex: SpfPlace,
  needs: readonly MailProvider[],
  allKnown: boolean,
  { report, repairs, subject, intent }: SpfContext,
): void {
  const name = subject.name;
  const proof = [{ says: `DNS answered: there is no TXT record at ${name} that begins with v=spf1` }];
  const includes = needs.flatMap(({ spf: { include } }) => (include === null ? [] : [include]));
  const edit: SpfEdit = (text) => mergeSpf([text], includes);
  const sendsElsewhere = spf.places.some((place) => place.role === 'envelope' && isReadable(place));
  const otherDomainSends = intent.senders.some(({ declared }) => declared) && sendersUnder(name, intent).length === 0;
  if (needs.length === 0 && (sendsElsewhere || allKnown || otherDomainSends)) {
    // A subdomain that has its own SPF does the sending: the domain itself is then fine without one.
    if (!sendsElsewhere) repairs.found(name, edit, (fix) => report.fail('missing-unused', { name, proof, ...fix }));
    return;
  }
  const unknownSender = {
    steps: [
      `Find out which service sends the mail of ${name} (password resets, confirmations, people's mailboxes), and name it in the config under "mail".`,
      `Add a TXT record at ${name} of the form: v=spf1 include:<what the service tells you> ~all`,
      'If the domain sends no mail at all, use "v=spf1 -all" and say so in the config.',
    ],
  };
  // One service that surely needs it is enough; so is a sender that nobody knows.
  const grade = needs.length > 0 && allKnown && needs.every(({ source }) => source.read === null) ? { grade: 'inferred' as const } : {};
  const isKnown = includes.length > 0;
  repairs.found(apex.name, isKnown ? edit : undefined, ({ fix }) => report.fail('missing', { name, proof, fix: isKnown ? fix : unknownSender, ...grade }));
}

function judgeSender(spf: SpfEvidence, sender: string, provider: MailProvider, at: ZoneAt, { report, repairs }: SpfContext): void {
  const { places, include, alias, optional } = provider.spf;
  if (places.length === 0 || include === null) return;
  const names = places.map((place) => (place === '@' ? sender : `${place}.${sender}`));
  const seen = spf.places.filter(({ name }) => names.includes(name));
  if (seen.some((place) => allows(place, provider) || isItsAlias(place, provider) || isSlipOf(place, provider))) return;
  if (optional && seen.every((place) => place.name === sender || isProvenMissing(place))) return;
  // A place that is missing or cannot be read has its own finding; one that was not seen whole proves nothing.
  if (seen.some((place) => place.name === sender && places[0] === '@' && !isReadable(place))) return;
  if (seen.length === 0 || seen.some(({ whole }) => !whole)) return report.unknown(`DNS did not say whether SPF lets ${provider.title} send for ${sender}`);
  const [name] = names;
  if (name === undefined) return;
  const old = seen.find((place) => place.name === name)?.nodes[0]?.records ?? [];
  const proof = seen.map((place) => ({ says: `TXT at ${place.name}${isReadable(place) ? '' : ': no SPF'}`, lines: place.nodes[0]?.records ?? [] }));
  const aliased = alias !== undefined && old.length === 0 ? dnsRemedy(at, [{ op: 'add', name, type: 'CNAME', data: `${alias}.` }]) : undefined;
  // Some services let their customers choose another label than the proposed one, which DNS cannot tell us.
  const grade = places[0] === '@' ? gradeOf(provider.source) : { grade: 'inferred' as const };
  repairs.found(name, aliased ? undefined : including(include), ({ fix }) =>
    report.fail('sender-not-allowed', { provider: provider.title, sender, proof, fix: aliased ?? fix, ...grade }),
  );
}

function including(host: string | null): SpfEdit | undefined {
  return host === null ? undefined : (text) => mergeSpf([text], [host]);
}

function isProvenMissing(place: SpfPlace): boolean {
  const state = place.nodes[0]?.state;
  return (state === 'none' || state === 'nxdomain') && place.lookalikes.length === 0;
}

function isReadable(place: SpfPlace): boolean {
  return place.nodes[0]?.state === 'record';
}

/** True when the place is a CNAME to the service, which then answers for the SPF behind it. */
function isItsAlias(place: SpfPlace, { spf: { aliases = [] } }: MailProvider): boolean {
  const chain = (place.chain ?? []).map((host) => host.toLowerCase());
  return isReadable(place) && chain.some((host) => aliases.some((ending) => isAtOrBelow(host, ending)));
}

/** True when the service is named in a way that receivers do not understand: that has a finding of its own, whose fix is also the one for the service. */
function isSlipOf(place: SpfPlace, { spf }: MailProvider): boolean {
  const own = place.nodes[0];
  const [text] = own?.records ?? [];
  if (own?.state !== 'record' || text === undefined) return false;
  if (own.faults.length > 0 || addedSpace(text, place.seams) || isCutOff(place)) return true;
  const isMistaken = place.nodes.some(({ parent, domain }) => parent === 0 && spf.mistaken?.includes(domain));
  return (
    isMistaken || parseSpf(text).terms.some((term) => term.kind === 'modifier' && spf.includes.includes(term.value.toLowerCase()) && term.name === 'include')
  );
}

/** True when one of the service's includes is in the tree where it lets mail pass. */
function allows(place: SpfPlace, provider: MailProvider): boolean {
  return isReadable(place) && place.nodes.some((node, index) => index > 0 && provider.spf.includes.includes(node.domain) && passesThrough(place, index));
}
