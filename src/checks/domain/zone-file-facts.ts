import { isAtOrBelow } from '../../model/domain-name.ts';
import type { ZoneFile, ZoneFileEntry } from '../../evidence/domain/zone-files.ts';

/** One thing wrong with a zone file. `sure`: a name server would say so too; otherwise it looks like a slip. */
export interface ZoneFault {
  readonly problem: 'alias-beside' | 'alias-loop' | 'missing-dot' | 'bad-name' | 'unreadable' | 'duplicate' | 'lifetimes-differ' | 'long-lifetime';
  readonly entries: readonly ZoneFileEntry[];
  readonly what: string;
  readonly sure: boolean;
}

const WEEK_S = 604_800;
const MOST_ALIASES = 20;
/** Endings that people type as the end of a whole name. */
const ENDINGS = new Set(['com', 'net', 'org', 'io', 'dev', 'app', 'ai', 'co', 'cloud', 'eu', 'de', 'uk', 'fr', 'ch', 'nl', 'us', 'ca']);
/** DNSSEC records stand beside an alias (RFC 4034 §2.5). */
const BESIDE = new Set(['CNAME', 'RRSIG', 'NSEC', 'NSEC3']);

/** What is wrong with a zone file, in the order of its lines within each kind. */
export function faultsOf(file: ZoneFile): ZoneFault[] {
  const names = Map.groupBy(file.entries, ({ name }) => name as string);
  const sets = Map.groupBy(file.entries, ({ name, type }) => `${name} ${type}`);
  return [
    ...[...names.values()].flatMap((entries) => aliasBeside(entries, file)),
    ...file.entries.flatMap((entry) => aliasLoop(entry, names)),
    ...file.entries.flatMap((entry) => missingDot(entry, file.origin, names)),
    ...file.entries.flatMap(badName),
    ...[...sets.values()].flatMap(setFaults),
  ];
}

const fault = (problem: ZoneFault['problem'], entries: readonly ZoneFileEntry[], what = '', sure = true): ZoneFault[] => [{ problem, entries, what, sure }];

function aliasBeside(entries: readonly ZoneFileEntry[], { origin, flattens }: ZoneFile): ZoneFault[] {
  const aliases = entries.filter(({ type }) => type === 'CNAME');
  const others = entries.filter(({ type }) => !BESIDE.has(type));
  const [first] = aliases;
  if (!first || (first.name === origin && flattens)) return [];
  if (others.length > 0) return fault('alias-beside', [...aliases, ...others], [...new Set(others.map(({ type }) => type))].join(', '));
  return new Set(aliases.map(({ target }) => target)).size > 1 ? fault('alias-beside', aliases, 'CNAME') : [];
}

function aliasLoop(entry: ZoneFileEntry, names: ReadonlyMap<string, readonly ZoneFileEntry[]>): ZoneFault[] {
  const walked: ZoneFileEntry[] = [];
  let at: ZoneFileEntry | undefined = entry.type === 'CNAME' ? entry : undefined;
  while (at && walked.length < MOST_ALIASES) {
    walked.push(at);
    const { target }: ZoneFileEntry = at;
    // Told once: at the name of the loop that comes first in code-unit order.
    if (target === entry.name)
      return walked.every(({ name }) => name >= entry.name) ? fault('alias-loop', walked, walked.map(({ name }) => name).join(' → ')) : [];
    at = names.get(target ?? '')?.find(({ type }) => type === 'CNAME');
  }
  return [];
}

function missingDot(entry: ZoneFileEntry, origin: string, names: ReadonlyMap<string, readonly ZoneFileEntry[]>): ZoneFault[] {
  // Below `$ORIGIN .` nothing is added to a name.
  const isWhole = (written: string, becomes: string): boolean => becomes !== written.toLowerCase() && isAtOrBelow(written.toLowerCase(), origin);
  const { nameWritten, targetWritten, target, type } = entry;
  // Some exports write the owner of the SOA record without its dot.
  if (type !== 'SOA' && isWhole(nameWritten, entry.name)) return fault('missing-dot', [entry], nameWritten);
  if (targetWritten === null || targetWritten.endsWith('.')) return [];
  if (isWhole(targetWritten, target ?? '')) return fault('missing-dot', [entry], targetWritten);
  const looksWhole = targetWritten.includes('.') && ENDINGS.has(targetWritten.toLowerCase().split('.').at(-1) ?? '');
  return looksWhole && target !== targetWritten.toLowerCase() && !names.has(target ?? '') ? fault('missing-dot', [entry], targetWritten, false) : [];
}

function badName(entry: ZoneFileEntry): ZoneFault[] {
  const bad = [entry.name, ...(entry.target === null || entry.target === '' ? [] : [entry.target])].find((name) => !isName(name));
  return bad === undefined ? [] : fault('bad-name', [entry], bad);
}

/** RFC 1035 §2.3.4 and what hosts, mail and services use; escapes and classless reverse names are let through. */
function isName(name: string): boolean {
  if (name.includes('\\') || name === '') return true;
  return name.length <= 253 && name.split('.').every((label) => label === '*' || /^(?!-)[a-z0-9_/-]{1,63}(?<!-)$/.test(label));
}

function setFaults(entries: readonly ZoneFileEntry[]): ZoneFault[] {
  const [first] = entries;
  if (!first) return [];
  const same = [...Map.groupBy(entries, ({ type, data, target }) => `${type === 'TXT' ? data : data.toLowerCase()} ${target ?? ''}`).values()].filter(
    (group) => group.length > 1,
  );
  const lifetimes = new Set(entries.map(({ ttl }) => ttl));
  return [
    ...same.flatMap((group) => fault('duplicate', group, first.type)),
    ...(lifetimes.size > 1 && first.type !== 'RRSIG' ? fault('lifetimes-differ', entries, [...lifetimes].join(', ')) : []),
    ...((first.ttl ?? 0) > WEEK_S && first.type !== 'NS' && first.type !== 'SOA' ? fault('long-lifetime', [first], String(first.ttl)) : []),
  ];
}
