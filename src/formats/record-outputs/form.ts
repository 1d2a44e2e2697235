import { type EditedRecord, plainValue, type RecordForm, type ZoneEdit } from './zone-edit.ts';

/** What a person types into a company's form, field by field. The name field takes the part before the domain only. */
export function formText({ zone, changes, form }: ZoneEdit): string {
  return `${changes.map((record) => fields(record, zone, form)).join('\n\n')}\n`;
}

function fields(record: EditedRecord, zone: string, form: RecordForm): string {
  const { op, type, label, ttl, data } = record;
  const name = label === '@' ? form.apex : label;
  const value = typeof data === 'object' && 'strings' in data && form.quotesTxt ? record.text : plainValue(record);
  const parts: readonly (readonly [string, string])[] = [
    ['Type', type],
    ['Name', `${name === '' ? '(leave empty)' : name}${label === '@' ? '' : `    (not ${record.name}: the form adds ${zone})`}`],
    ...split(record, value),
    ...(op === 'add' ? ([['TTL', `${ttl} seconds, or automatic`]] as const) : []),
  ];
  return [op === 'add' ? 'Add a record' : 'Delete the record', ...parts.map(([field, text]) => `  ${`${field}:`.padEnd(10)}${text}`)].join('\n');
}

/** Types whose forms have several fields. */
function split({ data }: EditedRecord, value: string): readonly (readonly [string, string])[] {
  if (typeof data !== 'object') return [['Value', value]];
  if ('exchange' in data)
    return [
      ['Priority', String(data.preference)],
      ['Value', data.exchange === '' ? '.' : data.exchange],
    ];
  if ('tag' in data)
    return [
      ['Flags', String(data.flags)],
      ['Tag', data.tag],
      ['Value', data.value],
    ];
  return [['Value', value]];
}
