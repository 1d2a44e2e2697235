import { endsInMacro, macroFault, type SpfMacroFault } from './spf-macro.ts';

/** Says what is wrong with a domain specification, or nothing (RFC 7208 §7.1, §12 `domain-spec`). */
export function domainSpecFault(spec: string): SpfMacroFault | undefined {
  if (spec === '') return { offset: 0, says: 'the domain is missing' };
  return macroFault(spec, 'domain') ?? (endsInMacro(spec) ? undefined : domainEndFault(spec));
}

/** §12 `domain-end`: a dot, a top label that is not a number, perhaps a final dot. */
function domainEndFault(spec: string): SpfMacroFault | undefined {
  const bare = spec.replace(/\.$/, '');
  const dot = bare.lastIndexOf('.');
  const label = bare.slice(dot + 1);
  if (/[,;]$/.test(bare)) return { offset: bare.length - 1, says: 'SPF terms are separated by spaces only: take this character out' };
  if (dot >= 0 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label) && !/^\d+$/.test(label)) return undefined;
  const slash = label.indexOf('/');
  if (slash >= 0) return { offset: dot + 1 + slash, says: 'the prefix length is wrong' };
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) return { offset: 0, says: 'this is an address: write "ip4:" in front of it' };
  return dot < 0 ? { offset: 0, says: 'this is not a full domain name' } : { offset: dot + 1, says: 'this does not end like a domain name' };
}

/** Says what is wrong with a dotted IPv4 address, or nothing (RFC 7208 §12 `ip4-network`). */
export function ip4Fault(text: string): string | undefined {
  if (/^[0-9a-f:.]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(text)) return 'this is an IPv6 address: write "ip6:"';
  const parts = text.split('.');
  const fits = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return fits ? undefined : 'this is not an IPv4 address';
}

/** Says what is wrong with an IPv6 address (RFC 4291 §2.2), or nothing. */
export function ip6Fault(text: string): string | undefined {
  if (!text.includes(':')) return ip4Fault(text) ? 'this is not an IPv6 address' : 'this is an IPv4 address: write "ip4:"';
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded && ip4Fault(embedded[2] ?? '')) return 'this is not an IPv6 address';
  const plain = embedded ? `${embedded[1] ?? ''}0:0` : text;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const whole = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length <= 7;
  return whole && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? undefined : 'this is not an IPv6 address';
}
