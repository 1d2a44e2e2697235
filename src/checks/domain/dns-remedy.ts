import { DNS_HOSTS, type DnsHost } from '../../data/dns-hosts.ts';
import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Change, Remedy } from '../../model/fix.ts';

/** The zone to edit, and its name servers as far as they were seen. */
export interface ZoneAt {
  readonly zone: string;
  readonly nameServers?: readonly string[] | undefined;
}
export interface RecordChange {
  readonly op: 'add' | 'remove';
  readonly name: string;
  readonly type: string;
  /** As in a zone file, see `textRecord` for TXT. With `placeholder`, words for the person who fills it in. */
  readonly data: string;
  readonly placeholder?: boolean;
}

/** The zone that holds the records of a domain. */
export function zoneAt(domain: string, seen: NameServers | undefined): ZoneAt {
  return { zone: seen?.zone ?? domain, nameServers: seen?.names ?? [] };
}

/** A change of a TXT record: strings of at most 255 characters (RFC 1035 §3.3.14), quotes and backslashes escaped. */
export function textRecord(op: RecordChange['op'], name: string, text: string): RecordChange {
  const parts = text.match(/[^]{1,255}/g) ?? [''];
  return { op, name, type: 'TXT', data: parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ') };
}

/** The TXT records of a name become one with this text. */
export function replaceText(name: string, old: readonly string[], text: string): RecordChange[] {
  return [...old.map((each) => textRecord('remove', name, each)), textRecord('add', name, text)];
}

/** The company that serves a zone, if all its name servers are of the same one we know. */
export function dnsHostOf(nameServers: readonly string[]): DnsHost | undefined {
  const hosts = new Set(nameServers.map((server) => DNS_HOSTS.find((host) => host.servers.test(server))));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

/** Where a person edits the records of a zone, in one sentence. */
export function whereToEdit(zone: string, nameServers: readonly string[] = []): string {
  const host = dnsHostOf(nameServers);
  if (host) return `Open ${host.title}, which serves ${zone}: ${host.where}.`;
  if (nameServers.length > 0) return `Sign in at the company that serves ${zone}; its name servers are ${nameServers.slice(0, 4).join(', ')}.`;
  return `Sign in at the company that serves the DNS of ${zone}; usually it is where the domain was bought.`;
}

/**
 * Exact steps to change records of a zone, for the company that serves it.
 * @param after steps that follow, as sentences
 */
export function dnsRemedy(at: ZoneAt, changes: readonly RecordChange[], after: readonly string[] = []): Remedy {
  const { zone, nameServers = [] } = at;
  const known = changes.filter((change) => !change.placeholder);
  const apply: Change[] = known.map(({ op, name, type, data }) => ({ kind: 'dns', op, name, type, ttl: TTL, data }));
  return {
    steps: [whereToEdit(zone, nameServers), ...changes.map((change) => stepFor(zone, change)), ...after],
    ...(changes.length > 0 && {
      snippet: { language: 'dns' as const, text: changes.map(zoneLine).join('\n'), where: `DNS of ${zone}${titleOf(nameServers)}` },
    }),
    ...(apply.length === changes.length && apply.length > 0 && { changes: apply }),
  };
}

/** The record that leads a host to its hosting. What it must hold only the hosting knows. */
export function addTarget(name: string, at: { readonly zone?: string; readonly nameServers?: readonly string[] | undefined } = {}): RecordChange {
  // A CNAME cannot stand beside SOA and NS (RFC 1034 §3.6.2).
  const type = at.zone === name ? (dnsHostOf(at.nameServers ?? [])?.apexAlias ?? 'A') : 'CNAME';
  return { op: 'add', name, type, data: `the target that your hosting shows for ${name}`, placeholder: true };
}

const TTL = 300;

function titleOf(nameServers: readonly string[]): string {
  const host = dnsHostOf(nameServers);
  return host ? ` at ${host.title}` : '';
}

function stepFor(zone: string, change: RecordChange): string {
  const { op, name, type, placeholder } = change;
  const label = name === zone ? '@' : name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
  const value = formValue(change);
  if (op === 'remove') return `Delete the ${type} record with the name "${label}"${placeholder ? '' : ` and the value ${value}`}.`;
  const only = label === '@' ? '' : ` (only this: most panels add "${zone}" themselves)`;
  return `Add a record: type ${type}, name "${label}"${only}, value ${value}, TTL ${TTL} seconds or automatic.`;
}

/** What a person types or sees in a panel: texts in one piece without the quotation marks of a zone file, other values between quotation marks. */
function formValue({ type, data, placeholder }: RecordChange): string {
  if (type === 'TXT' && !placeholder) return [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = '']) => part.replace(/\\(.)/g, '$1')).join('');
  return placeholder || data.includes('"') ? data : `"${data}"`;
}

function zoneLine({ op, name, type, data, placeholder }: RecordChange): string {
  const line = `${name}. ${TTL} IN ${type} ${placeholder ? `<${data}>` : data}`;
  return op === 'remove' ? `; delete: ${line}` : line;
}
