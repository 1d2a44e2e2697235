import type { EditedRecord, ZoneEdit } from './zone-edit.ts';

/** Lines of a zone file (RFC 1035 §5); what is to go stands as a comment, as a zone file has no way to say it. */
export function bindText({ zone, changes }: ZoneEdit): string {
  const line = ({ name, ttl, type, text }: EditedRecord): string => `${name}. ${ttl} IN ${type} ${text}`;
  const gone = changes.filter(({ op }) => op === 'remove');
  return [
    `; zone ${zone}`,
    ...(gone.length > 0 ? ['; delete these lines:', ...gone.map((record) => `;   ${line(record)}`)] : []),
    ...changes.filter(({ op }) => op === 'add').map(line),
    '',
  ].join('\n');
}

/** Input of nsupdate and knsupdate (RFC 2136): all or nothing. Removals name the whole record, so that others beside it stay. */
export function nsupdateText({ zone, changes }: ZoneEdit): string {
  return [
    `zone ${zone}.`,
    ...changes.map(({ op, name, ttl, type, text }) =>
      op === 'remove' ? `update delete ${name}. ${type} ${text}` : `update add ${name}. ${ttl} ${type} ${text}`,
    ),
    'send',
    '',
  ].join('\n');
}
