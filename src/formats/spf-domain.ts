export interface DomainSpecFault {
  readonly offset: number;
  readonly says: string;
}

const MACRO = /^%\{[slodiphcrtv](\d*)r?[.\-+,/_=]*\}/i;

/**
 * Says what is wrong with a domain specification, or nothing (RFC 7208 §7.1, §12: macros, printable ASCII).
 * @param asDomain it must also end like a domain name: a top label or a macro. False for values of unknown modifiers.
 */
export function domainSpecFault(spec: string, asDomain: boolean): DomainSpecFault | undefined {
  if (asDomain && spec === '') return { offset: 0, says: 'the domain is missing' };
  let endsInMacro = false;
  for (let at = 0; at < spec.length; ) {
    const macro = spec[at] === '%' ? (MACRO.exec(spec.slice(at))?.[0] ?? /^%[%_-]/.exec(spec.slice(at))?.[0]) : undefined;
    if (spec[at] === '%' && !macro) return { offset: at, says: 'a percent sign must begin a macro such as %{i}' };
    if (macro && /^%\{.0+r?\D*\}/i.test(macro)) return { offset: at, says: 'a macro cannot keep 0 labels' };
    if (!macro && !/[\x21-\x7e]/.test(spec[at] ?? '')) return { offset: at, says: 'there is a character that is not plain ASCII' };
    endsInMacro = macro !== undefined;
    at += macro?.length ?? 1;
  }
  return asDomain && !endsInMacro ? domainEndFault(spec) : undefined;
}

function domainEndFault(spec: string): DomainSpecFault | undefined {
  const bare = spec.replace(/\.$/, '');
  const dot = bare.lastIndexOf('.');
  const label = bare.slice(dot + 1);
  if (/[,;]$/.test(bare)) return { offset: bare.length - 1, says: 'SPF terms are separated by spaces only: take this character out' };
  if (dot < 0 && !spec.includes('%')) return { offset: 0, says: 'this is not a full domain name' };
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label) || /^\d+$/.test(label)) return { offset: dot + 1, says: 'this does not end like a domain name' };
  if (/\.\./.test(bare) || bare.startsWith('.')) return { offset: Math.max(0, bare.indexOf('..')), says: 'there is an empty part between two dots' };
  return undefined;
}

/** Says what is wrong with a dotted IPv4 address, or nothing. */
export function ip4Fault(text: string): string | undefined {
  if (text.includes(':')) return 'this is an IPv6 address: write "ip6:"';
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

/**
 * Fills the macros that depend on the domain alone (`%{d}`, `%{o}`, `%%`); nothing when the specification also needs the sender's address or name, so
 * that it cannot be looked up without a message.
 */
export function fillDomainSpec(spec: string, domain: string): string | undefined {
  let needsSender = false;
  const filled = spec.replace(
    /%\{([a-z])(\d*)(r?)([.\-+,/_=]*)\}|%([%_-])/gi,
    (_whole, letter: string, keep: string, reversed: string, delimiters: string, plain: string) => {
      if (plain) return plain === '%' ? '%' : plain === '_' ? ' ' : '%20';
      if (!/[do]/i.test(letter)) needsSender = true;
      const parts = domain.split(delimiters === '' ? '.' : new RegExp(`[${delimiters.replace(/[\\\]^-]/g, '\\$&')}]`));
      const ordered = reversed ? parts.reverse() : parts;
      return (keep === '' ? ordered : ordered.slice(-Number(keep))).join('.');
    },
  );
  return needsSender ? undefined : filled.replace(/\.$/, '').toLowerCase();
}
