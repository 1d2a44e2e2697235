import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Change, Remedy } from '../../model/fix.ts';
import { dnsHostOf, whereToEdit } from '../domain/dns-remedy.ts';

/** The zone to edit, and its name servers as far as they were seen. */
export interface ZoneAt {
  readonly zone: string;
  readonly nameServers: readonly string[];
}
export interface RecordEdit {
  readonly op: 'add' | 'remove';
  readonly name: string;
  readonly type: 'TXT' | 'CNAME' | 'MX';
  /** TXT: the text as one piece; others: as in a zone file. */
  readonly text: string;
}

const TTL = 300;
const MOST_PER_STRING = 255;

export function zoneAt(domain: string, seen: NameServers | undefined): ZoneAt {
  return { zone: seen?.zone ?? domain, nameServers: seen?.names ?? [] };
}

/** TXT text as zone files write it: strings of at most 255 characters (RFC 1035 §3.3.14), quotes and backslashes escaped. */
export function txtData(text: string): string {
  const parts = text.match(new RegExp(`[^]{1,${MOST_PER_STRING}}`, 'g')) ?? [''];
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}

/**
 * A repair by DNS records: steps for a person, the records as zone-file lines, and the changes for a machine.
 * @param after steps that follow
 */
export function dnsRemedy(at: ZoneAt, edits: readonly RecordEdit[], after: readonly string[] = []): Remedy {
  const data = (edit: RecordEdit): string => (edit.type === 'TXT' ? txtData(edit.text) : edit.text);
  const lines = edits.map(
    (edit) => `${edit.op === 'remove' ? '; delete: ' : ''}${edit.name}. ${TTL} IN ${edit.type} ${data(edit)}${edit.type === 'TXT' ? '' : '.'}`,
  );
  const changes: Change[] = edits.map((edit) => ({ kind: 'dns', op: edit.op, name: edit.name, type: edit.type, ttl: TTL, data: data(edit) }));
  const host = dnsHostOf(at.nameServers);
  return {
    steps: [whereToEdit(at.zone, at.nameServers), ...edits.map((edit) => stepOf(at.zone, edit)), ...after],
    snippet: { language: 'dns', text: lines.join('\n'), where: `DNS of ${at.zone}${host ? ` at ${host.title}` : ''}` },
    changes,
  };
}

function stepOf(zone: string, { op, name, type, text }: RecordEdit): string {
  const label = name === zone ? '@' : name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
  if (op === 'remove') return `Delete the ${type} record with the name ${label} that says: ${text}`;
  return `Add a record: type ${type}, name ${label} (only this: most panels add "${zone}" themselves), value: ${text}`;
}
