import { isAtOrBelow } from '../model/domain-name.ts';
import { canonicalName, type RecordData, type ZoneRecord } from './zone-record.ts';

/** One zone as data. `name` is the apex: lower case, no final dot, empty for the root. */
export interface Zone {
  readonly name: string;
  readonly records: readonly ZoneRecord[];
}
export interface ZoneQuestion {
  readonly name: string;
  readonly type: string;
}
export interface ZoneAnswer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'REFUSED' | 'SERVFAIL' | 'FORMERR';
  /** authoritative; false for a referral */
  readonly aa: boolean;
  readonly answers: readonly ZoneRecord[];
  readonly authority: readonly ZoneRecord[];
  readonly additional: readonly ZoneRecord[];
}

const MOST_ALIASES = 16;
const REFUSED: ZoneAnswer = { rcode: 'REFUSED', aa: false, answers: [], authority: [], additional: [] };

/** True when `name` is `zone` or lies below it. */
export function isWithin(name: string, zone: string): boolean {
  return zone === '' || isAtOrBelow(name, zone);
}

/** The zone that is responsible for a question among those given: the deepest one; for DS at an apex its parent (RFC 4035 §3.1.4.1). */
export function zoneFor(zones: readonly Zone[], question: ZoneQuestion): Zone | undefined {
  const name = canonicalName(question.name);
  return zones
    .filter((zone) => isWithin(name, zone.name) && !(question.type === 'DS' && name === zone.name && name !== ''))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/**
 * What an authoritative server with these zones answers (RFC 1034 §4.3.2): data, CNAME chains inside the zone, wildcards (RFC 4592),
 * referrals with glue, NODATA and NXDOMAIN with the SOA (RFC 2308). A name outside all zones is refused.
 */
export function answerFrom(zones: readonly Zone[], question: ZoneQuestion): ZoneAnswer {
  const zone = zoneFor(zones, question);
  return zone ? answerInZone(zone, { name: canonicalName(question.name), type: question.type }) : REFUSED;
}

function answerInZone(zone: Zone, question: ZoneQuestion): ZoneAnswer {
  const answers: ZoneRecord[] = [];
  const asked = new Set<string>();
  let name = question.name;
  for (;;) {
    asked.add(name);
    const cut = delegationOf(zone, name, question.type);
    if (cut.length > 0) {
      const additional = cut.flatMap(({ data }) => glueOf(zone, data));
      return { rcode: 'NOERROR', aa: answers.length > 0, answers, authority: cut, additional };
    }
    const found = lookUp(zone, name, question.type);
    answers.push(...found.records);
    const alias = found.alias;
    if (alias === undefined) {
      const empty = found.records.length === 0;
      return { rcode: found.exists ? 'NOERROR' : 'NXDOMAIN', aa: true, answers, authority: empty ? soaOf(zone) : [], additional: [] };
    }
    if (!isWithin(alias, zone.name) || asked.has(alias) || asked.size > MOST_ALIASES)
      return { rcode: 'NOERROR', aa: true, answers, authority: [], additional: [] };
    name = alias;
  }
}

/** Records at a name for a type, wildcards applied; `alias` is the CNAME target to go on with. */
function lookUp(zone: Zone, name: string, type: string): { exists: boolean; records: ZoneRecord[]; alias?: string } {
  const exact = zone.records.filter((record) => record.name === name);
  const there = exact.length > 0 || zone.records.some((record) => record.name.endsWith(`.${name}`));
  const source = there ? exact : wildcardFor(zone, name).map((record) => ({ ...record, name }));
  const exists = there || source.length > 0;
  const alias = source.find((record) => record.type === 'CNAME');
  if (alias && type !== 'CNAME' && type !== 'ANY') return { exists, records: [alias], alias: alias.data as string };
  return { exists, records: source.filter((record) => type === 'ANY' || record.type === type) };
}

/** The wildcard's records when the closest existing ancestor of `name` has one. */
function wildcardFor(zone: Zone, name: string): ZoneRecord[] {
  for (let parent = parentOf(name); parent !== undefined && isWithin(parent, zone.name); parent = parentOf(parent)) {
    const wildcard = parent === '' ? '*' : `*.${parent}`;
    const records = zone.records.filter((record) => record.name === wildcard);
    if (records.length > 0) return records;
    if (zone.records.some((record) => isWithin(record.name, parent ?? ''))) return [];
  }
  return [];
}

/** NS records of the highest zone cut at or above the name, below the apex. A DS question at the cut belongs to this zone. */
function delegationOf(zone: Zone, name: string, type: string): ZoneRecord[] {
  const cuts = zone.records.filter((record) => record.type === 'NS' && record.name !== zone.name && isWithin(name, record.name));
  const highest = cuts.sort((a, b) => a.name.length - b.name.length)[0]?.name;
  if (highest === undefined || (type === 'DS' && highest === name)) return [];
  return cuts.filter((record) => record.name === highest);
}

function glueOf(zone: Zone, target: RecordData): ZoneRecord[] {
  return zone.records.filter((record) => record.name === target && (record.type === 'A' || record.type === 'AAAA'));
}

function soaOf(zone: Zone): ZoneRecord[] {
  return zone.records
    .filter((record) => record.type === 'SOA' && record.name === zone.name)
    .map((record) => (typeof record.data === 'object' && 'minimum' in record.data ? { ...record, ttl: Math.min(record.ttl, record.data.minimum) } : record));
}

function parentOf(name: string): string | undefined {
  if (name === '') return undefined;
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/**
 * What a recursive resolver says that sees exactly these zones: CNAMEs are followed across zones.
 * @param dead zones whose name servers all fail: SERVFAIL, never "not there"
 */
export function resolveOver(zones: readonly Zone[], question: ZoneQuestion, dead: (zone: string) => boolean = () => false): ZoneAnswer {
  const answers: ZoneRecord[] = [];
  const asked = new Set<string>();
  let name = canonicalName(question.name);
  for (;;) {
    asked.add(name);
    const zone = zoneFor(zones, { name, type: question.type });
    const found = zone && !dead(zone.name) ? answerInZone(zone, { name, type: question.type }) : undefined;
    // A referral to a zone that nobody serves leaves a resolver without an answer.
    if (!found || (!found.aa && found.authority.length > 0)) return { rcode: 'SERVFAIL', aa: false, answers: [], authority: [], additional: [] };
    answers.push(...found.answers);
    const last = found.answers.at(-1);
    const open = last?.type === 'CNAME' && question.type !== 'CNAME' && question.type !== 'ANY' && found.authority.length === 0 && found.rcode === 'NOERROR';
    if (!open) return { ...found, aa: false, answers };
    name = last.data as string;
    if (asked.has(name) || asked.size > MOST_ALIASES) return { rcode: 'SERVFAIL', aa: false, answers: [], authority: [], additional: [] };
  }
}
