import type { Change, Remedy } from '../../model/fix.ts';

export interface RecordEdit {
  readonly op: 'add' | 'remove';
  readonly name: string;
  readonly type: 'TXT' | 'CNAME' | 'MX';
  /** TXT: the text as one piece; others: as in a zone file. */
  readonly text: string;
}

const TTL = 300;
const MOST_PER_STRING = 255;

/** TXT text as zone files write it: strings of at most 255 characters (RFC 1035 §3.3.14), quotes and backslashes escaped. */
export function txtData(text: string): string {
  const parts = text.match(new RegExp(`[^]{1,${MOST_PER_STRING}}`, 'g')) ?? [''];
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}

/**
 * A repair by DNS records: steps for a person, the records as zone-file lines, and the changes for a machine.
 * @param domain the zone, to tell what to type into a "Name" field
 * @param before steps that come first; `after` those that follow
 */
export function dnsRemedy(domain: string, edits: readonly RecordEdit[], before: readonly string[] = [], after: readonly string[] = []): Remedy {
  const where = `at the company that runs the DNS of ${domain}`;
  const data = (edit: RecordEdit): string => (edit.type === 'TXT' ? txtData(edit.text) : edit.text);
  const lines = edits.map(
    (edit) => `${edit.op === 'remove' ? '; remove: ' : ''}${edit.name}. ${TTL} IN ${edit.type} ${data(edit)}${edit.type === 'TXT' ? '' : '.'}`,
  );
  const changes: Change[] = edits.map((edit) => ({ kind: 'dns', op: edit.op, name: edit.name, type: edit.type, ttl: TTL, data: data(edit) }));
  return {
    steps: [...before, `Open the DNS records of ${domain} ${where}.`, ...edits.map((edit) => stepOf(domain, edit)), ...after],
    snippet: { language: 'dns', text: lines.join('\n'), where: `DNS records of ${domain}, ${where}` },
    changes,
  };
}

function stepOf(domain: string, { op, name, type, text }: RecordEdit): string {
  const label = name === domain ? '@' : name.endsWith(`.${domain}`) ? name.slice(0, -domain.length - 1) : name;
  if (op === 'remove') return `Delete the ${type} record at ${name} that says: ${text}`;
  return `Add a record: type ${type}, name ${label} (only this: most panels add "${domain}" themselves), value: ${text}`;
}
