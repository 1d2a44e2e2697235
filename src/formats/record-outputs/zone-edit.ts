import type { Change } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { canonicalName, type RecordData, recordText, zoneRecord } from '../zone-record.ts';

export type DnsChange = Extract<Change, { kind: 'dns' }>;

/** Changes of one zone, ready to be written down for a tool or a person. */
export interface ZoneEdit {
  readonly zone: string;
  /** Removals first: an alias cannot stand beside what it replaces. */
  readonly changes: readonly EditedRecord[];
  /** How the company's own form wants records typed. */
  readonly form: RecordForm;
}
export interface EditedRecord {
  readonly op: 'add' | 'remove';
  /** Canonical, absolute. */
  readonly name: string;
  /** Below the zone: `_dmarc`; `@` for the zone itself. */
  readonly label: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: RecordData;
  /** As in a zone file, names absolute with their final dot. */
  readonly text: string;
}
export interface RecordForm {
  /** What to put into the name field for the domain itself. */
  readonly apex: '@' | '';
  /** The value of a TXT record is typed with its quotes. */
  readonly quotesTxt: boolean;
}
export const USUAL_FORM: RecordForm = { apex: '@', quotesTxt: false };

/**
 * Changes as an edit of one zone. What is asked twice is kept once; what is removed and added again is left out.
 * @throws RangeError when a change lies outside the zone, does not fit its type or holds control characters
 */
export function zoneEdit(zone: string, changes: readonly DnsChange[], form: RecordForm = USUAL_FORM): ZoneEdit {
  const records = new Map<string, EditedRecord>();
  for (const change of changes) {
    const name = canonicalName(change.name);
    if (name !== zone && !name.endsWith(`.${zone}`)) throw new RangeError(`${name} is not in the zone ${zone}`);
    const { data, type, ttl } = zoneRecord(name, change.type, change.data, change.ttl);
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f]/.test(`${name}${change.data}`)) throw new RangeError(`a control character in the record at ${quote(name)}`);
    const label = name === zone ? '@' : name.slice(0, -zone.length - 1);
    const text = absoluteText(type, data);
    const opposite = `${change.op === 'add' ? 'remove' : 'add'} ${name} ${type} ${text}`;
    if (!records.delete(opposite)) records.set(`${change.op} ${name} ${type} ${text}`, { op: change.op, name, label, type, ttl, data, text });
  }
  const ordered = [...records.values()];
  return { zone, form, changes: [...ordered.filter(({ op }) => op === 'remove'), ...ordered.filter(({ op }) => op === 'add')] };
}

function absoluteText(type: string, data: RecordData): string {
  const text = recordText({ data });
  const endsInName = ['CNAME', 'NS', 'PTR', 'MX', 'SRV'].includes(type);
  return endsInName && !text.endsWith('.') ? `${text}.` : text;
}

/** The value as one piece without zone-file quotes: what web forms and programming interfaces take. */
export function plainValue({ data, text }: Pick<EditedRecord, 'data' | 'text'>): string {
  if (typeof data === 'object' && 'strings' in data) return data.strings.join('');
  return typeof data === 'string' ? data : text;
}
