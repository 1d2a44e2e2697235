import { DMARC_POLICIES, effectivePolicy, parseDmarc, printDmarc, REMOVED_DMARC_TAGS } from '../../formats/dmarc.ts';
import { parseTagList, type Tag } from '../../formats/tag-list.ts';
import type { MxEvidence } from '../../evidence/email/mx.ts';
import type { Remedy } from '../../model/fix.ts';
import { dnsRemedy, replaceText, textRecord, type RecordChange, type ZoneAt } from '../domain/dns-remedy.ts';

const MAILBOX = 'Make sure that the mailbox for the reports exists and that somebody, or a report reader, looks at it.';

/** Where reports can go: a mailbox of the domain, unless it takes no mail. */
export function ownMailbox(domain: string, mx: MxEvidence | undefined): string | undefined {
  return mx !== undefined && mx.state !== 'present' ? undefined : `mailto:dmarc@${domain}`;
}

/** The record to begin with: watch, and send reports. */
export function startWatching(at: ZoneAt, domain: string, mailbox: string | undefined): Remedy {
  return withReports(at, domain, [], 'v=DMARC1; p=none', mailbox);
}

/** The record with reports going to `mailbox`; without one, a person has to choose it first. */
export function withReports(at: ZoneAt, domain: string, old: readonly string[], text: string, mailbox: string | undefined): Remedy {
  if (mailbox !== undefined) return replaceDmarc(at, domain, old, withTags(text, { rua: mailbox }));
  return {
    steps: [
      `${domain} itself takes no mail, so choose a mailbox elsewhere for the reports; a service that reads DMARC reports gives you one.`,
      `${old.length > 0 ? 'Change the' : 'Add a'} TXT record at _dmarc.${domain} to: ${withTags(text, { rua: 'mailto:<that mailbox>' })}`,
    ],
  };
}

export function addDmarc(at: ZoneAt, domain: string, text: string, first: readonly RecordChange[] = []): Remedy {
  return dnsRemedy(at, [...first, textRecord('add', `_dmarc.${domain}`, text)], [MAILBOX]);
}

export function replaceDmarc(at: ZoneAt, domain: string, old: readonly string[], text: string): Remedy {
  return dnsRemedy(at, replaceText(`_dmarc.${domain}`, old, text), [MAILBOX]);
}

/** The same record in its right form: version first, each tag once, removed tags and unreadable parts left out, addresses with `mailto:`. */
export function repairedDmarc(text: string): string {
  const bare = text.replace(/[“”"\\]/g, '').trim();
  const { tags } = parseTagList(bare.replace(/^\s*v\s*[=:]\s*dmarc1\s*[;, ]?/i, ''));
  const lower = tags.map((tag) => ({ name: tag.name.toLowerCase(), value: repairedValue(tag) }));
  const kept = lower.filter(
    ({ name, value }, index) =>
      name !== 'v' && value !== '' && !(REMOVED_DMARC_TAGS as readonly string[]).includes(name) && lower.findIndex((each) => each.name === name) === index,
  );
  const policy = kept.find(({ name }) => name === 'p');
  const rest = kept.filter(({ name }) => name !== 'p');
  return printDmarc([{ name: 'v', value: 'DMARC1' }, policy ?? { name: 'p', value: 'none' }, ...rest]);
}

function repairedValue({ name, value }: Tag): string {
  // A wrong p becomes the mildest; a wrong sp or np is left out, so that p counts.
  if (/^(p|sp|np)$/i.test(name)) return DMARC_POLICIES.find((policy) => policy === value.toLowerCase()) ?? (name.toLowerCase() === 'p' ? 'none' : '');
  if (!/^ru[af]$/i.test(name)) return value;
  const addresses = value.split(',').map((part) => part.trim().replace(/^(?!mailto:)(?=[^:]+@)/i, 'mailto:'));
  return addresses.filter((address) => parseDmarc(`v=DMARC1; rua=${address}`).rua[0]?.fault === undefined && address !== '').join(',');
}

/** One record out of several: the mildest policy, so that no mail is lost by the repair, and all report addresses. */
export function mergedDmarc(texts: readonly string[]): string {
  const records = texts.map((text) => parseDmarc(repairedDmarc(text)));
  const [mildest] = records.map(effectivePolicy).sort((a, b) => DMARC_POLICIES.indexOf(a) - DMARC_POLICIES.indexOf(b));
  const rua = [...new Set(records.flatMap((record) => record.rua.map(({ text }) => text)))];
  const ruf = [...new Set(records.flatMap((record) => record.ruf.map(({ text }) => text)))];
  return printDmarc([
    { name: 'v', value: 'DMARC1' },
    { name: 'p', value: mildest ?? 'none' },
    ...(rua.length > 0 ? [{ name: 'rua', value: rua.join(',') }] : []),
    ...(ruf.length > 0 ? [{ name: 'ruf', value: ruf.join(',') }] : []),
  ]);
}

/** The record with some tags set, or taken out where the value is `null`. */
export function withTags(text: string, changes: Readonly<Record<string, string | null>>): string {
  const { tags } = parseTagList(repairedDmarc(text));
  const kept = tags.filter(({ name }) => changes[name] !== null).map(({ name, value }) => ({ name, value: changes[name] ?? value }));
  const added = Object.entries(changes).flatMap(([name, value]) => (value !== null && !tags.some((tag) => tag.name === name) ? [{ name, value }] : []));
  return printDmarc([...kept, ...added]);
}
