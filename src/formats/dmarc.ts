import { parseTagList, type Tag, type TagFault, tagValue } from './tag-list.ts';

export const DMARC_POLICIES = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof DMARC_POLICIES)[number];

/** Where reports shall go. Only `mailto:` is defined (RFC 9990). */
export interface ReportAddress {
  /** as written */
  readonly text: string;
  /** Lower-case host of the mailbox; none when the address is not usable. */
  readonly host?: string;
  /** What is wrong with it, in words of ours. */
  readonly fault?: string;
}

export interface DmarcRecord {
  /** `null`: the tag is missing or its value is not one of the three. */
  readonly p: DmarcPolicy | null;
  /** Policy for existing and for non-existing subdomains, as written. */
  readonly sp: DmarcPolicy | null;
  readonly np: DmarcPolicy | null;
  /** `y`: this is a public suffix; `n`: this is the organisational domain; `u`: find out by walking the tree. */
  readonly psd: 'y' | 'n' | 'u';
  /** Test mode: receivers shall act one step milder. */
  readonly testing: boolean;
  readonly rua: readonly ReportAddress[];
  readonly ruf: readonly ReportAddress[];
  readonly adkim: 'r' | 's';
  readonly aspf: 'r' | 's';
  readonly tags: readonly Tag[];
  /** `p` is missing, or one of `p`, `sp`, `np` is wrong: receivers act as for p=none if there is an address for reports, else as without a record. */
  readonly policyUnusable: boolean;
  /** Any fault: the whole record does not count for receivers. */
  readonly faults: readonly TagFault[];
  /** Values that receivers skip or take for the default; the record still counts. */
  readonly oddities: readonly TagFault[];
}

/** Tags of RFC 7489 that RFC 9989 took away: receivers of today skip them. */
export const REMOVED_DMARC_TAGS = ['pct', 'rf', 'ri'] as const;
const KNOWN = ['v', 'p', 'sp', 'np', 'psd', 't', 'rua', 'ruf', 'adkim', 'aspf', 'fo'];

/** True for a text that receivers take for a DMARC record: the version is the first tag and exactly `DMARC1` (RFC 9989 §4.7). */
export function isDmarc(text: string): boolean {
  return /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);
}

/** True for a text that was meant as DMARC but is none: wrong case, leading space or quote, version not first. */
export function resemblesDmarc(text: string): boolean {
  return !isDmarc(text) && /^[\s"'“”\\]*(?:v\s*[=:]\s*["'“”]?\s*dmarc|dmarc1\b|p\s*=\s*(?:none|quarantine|reject)\b)/i.test(text);
}

/** Reads a DMARC record (RFC 9989 §4.7). Never throws. Unknown tags are ignored, as receivers do. */
export function parseDmarc(text: string): DmarcRecord {
  const list = parseTagList(text);
  // Receivers skip what is no tag, but a tag that comes twice makes the list invalid (RFC 6376 §3.2).
  const faults = list.faults.filter(({ kind }) => kind === 'twice');
  if (!isDmarc(text)) faults.unshift({ kind: 'value', at: 0, says: 'the record must begin with "v=DMARC1;"' });
  const oddities = list.faults.filter(({ kind }) => kind === 'no-tag');
  const choice = <T extends string>(name: string, choices: readonly T[]): T | null => {
    const tag = list.tags.find((each) => each.name === name);
    if (!tag) return null;
    const value = choices.find((each) => each === tag.value.toLowerCase());
    if (value === undefined) oddities.push({ kind: 'value', at: tag.at, says: `${name}=${tag.value.slice(0, 40)} is none of ${choices.join(', ')}` });
    return value ?? null;
  };
  const record: DmarcRecord = {
    p: choice('p', DMARC_POLICIES),
    sp: choice('sp', DMARC_POLICIES),
    np: choice('np', DMARC_POLICIES),
    psd: choice('psd', ['y', 'n', 'u']) ?? 'u',
    testing: choice('t', ['y', 'n']) === 'y',
    rua: reportAddresses(tagValue(list, 'rua')),
    ruf: reportAddresses(tagValue(list, 'ruf')),
    adkim: choice('adkim', ['r', 's']) ?? 'r',
    aspf: choice('aspf', ['r', 's']) ?? 'r',
    policyUnusable: false,
    tags: list.tags,
    faults,
    oddities,
  };
  for (const tag of list.tags) {
    const right = tag.name.toLowerCase();
    if (right !== tag.name && KNOWN.includes(right) && right !== 'v')
      oddities.push({
        kind: 'case',
        at: tag.at,
        says: `${right} is written as "${tag.name}"; names are in small letters (RFC 6376 §3.2), and receivers may skip it`,
      });
    if ((REMOVED_DMARC_TAGS as readonly string[]).includes(tag.name))
      oddities.push({ kind: 'value', at: tag.at, says: `${tag.name} was removed from DMARC in 2026 (RFC 9989)` });
  }
  const wrong = oddities.some(({ says }) => /^(p|sp|np)=/.test(says));
  return { ...record, policyUnusable: record.p === null || wrong };
}

function reportAddresses(value: string | undefined): ReportAddress[] {
  if (value === undefined) return [];
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(reportAddress);
}

function reportAddress(text: string): ReportAddress {
  const uri = /^([a-z][a-z0-9+.-]*):(.*)$/i.exec(text);
  if (!uri) return { text, fault: text.includes('@') ? 'it must begin with "mailto:"' : 'it is not an address of the form mailto:name@example.com' };
  if (uri[1]?.toLowerCase() !== 'mailto') return { text, fault: 'receivers send reports to "mailto:" addresses only' };
  // A size limit behind "!" was removed in RFC 9989; receivers cut it off.
  const mailbox = /^([^@\s]+)@([^@\s!?]+)(?:![0-9]+[kmgt]?)?(?:\?.*)?$/i.exec(uri[2] ?? '');
  const host = mailbox?.[2]?.toLowerCase().replace(/\.$/, '');
  const isHost = host !== undefined && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host);
  return isHost ? { text, host } : { text, fault: 'it is not a mailbox of the form mailto:name@example.com' };
}

/** Prints tags in their order as one record. Parsing what was printed gives the same tags. */
export function printDmarc(tags: readonly Pick<Tag, 'name' | 'value'>[]): string {
  return tags.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The policy a receiver applies to mail from the record's own domain (RFC 9989 §4.10.1). */
export function effectivePolicy(record: DmarcRecord): DmarcPolicy {
  return record.policyUnusable ? 'none' : (record.p ?? 'none');
}
/** The policy for subdomains that exist (`sp`) and those that do not (`np`), with the fall-backs of RFC 9989 §4.7. */
export function subdomainPolicy(record: DmarcRecord): { readonly existing: DmarcPolicy; readonly missing: DmarcPolicy } {
  if (record.policyUnusable) return { existing: 'none', missing: 'none' };
  const existing = record.sp ?? effectivePolicy(record);
  return { existing, missing: record.np ?? existing };
}
