import { isAtOrBelow } from '../model/domain-name.ts';
import type { Zone } from '../formats/zone.ts';
import { type ZoneRecord, zoneRecord } from '../formats/zone-record.ts';
import type { Change } from '../model/fix.ts';

/**
 * The zones after the changes of a fix; TXT records are compared by their joined text.
 * @throws RangeError when there is no zone for a name, or nothing to remove
 */
export function applyChanges(zones: readonly Zone[], changes: readonly Change[]): Zone[] {
  const key = (record: ZoneRecord): string => {
    const data = typeof record.data === 'object' && 'strings' in record.data ? record.data.strings.join('') : JSON.stringify(record.data);
    return `${record.name} ${record.type} ${data}`;
  };
  return changes.reduce<Zone[]>(
    (all, change) => {
      if (change.kind !== 'dns') throw new RangeError('only DNS changes can be applied to zones');
      const record = zoneRecord(change.name, change.type, change.data, change.ttl);
      const at = all.findIndex(({ name }) => isAtOrBelow(record.name, name));
      const found = all[at];
      if (!found) throw new RangeError(`no zone for ${record.name}`);
      const kept = found.records.filter((each) => key(each) !== key(record));
      if (change.op === 'remove' && kept.length === found.records.length) throw new RangeError(`nothing to remove: ${key(record)}`);
      return all.with(at, { ...found, records: change.op === 'add' ? [...kept, record] : kept });
    },
    [...zones],
  );
}
