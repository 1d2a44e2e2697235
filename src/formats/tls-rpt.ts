import { parseTagList, type TagFault, tagValue } from './tag-list.ts';

export interface TlsRptRecord {
  /** Each address with what is wrong with it, in words of ours. */
  readonly rua: readonly { readonly text: string; readonly fault: string | null }[];
  /** Why senders act as if there were no record. */
  readonly faults: readonly TagFault[];
}

/** True for a text that senders take for a TLS-RPT record; others at the name are discarded (RFC 8460 §3). */
export function isTlsRpt(text: string): boolean {
  return /^v=TLSRPTv1[ \t]*(?:;|$)/.test(text);
}

/** Reads the TXT record at `_smtp._tls.` (RFC 8460 §3). Never throws. */
export function parseTlsRpt(text: string): TlsRptRecord {
  const list = parseTagList(text);
  const faults = [...list.faults];
  if (!isTlsRpt(text)) faults.unshift({ kind: 'value', at: 0, says: 'the record must begin with "v=TLSRPTv1;"' });
  const addresses = (tagValue(list, 'rua') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const rua = addresses.map((address) => ({ text: address, fault: faultOf(address) }));
  if (rua.length === 0) faults.push({ kind: 'value', at: 0, says: 'there is no address in rua=' });
  else if (rua.every(({ fault }) => fault !== null)) faults.push({ kind: 'value', at: 0, says: `no address in rua= can be used: ${rua[0]?.fault ?? ''}` });
  return { rua, faults };
}

function faultOf(address: string): string | null {
  if (/^mailto:[^@\s]+@(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}$/i.test(address)) return null;
  if (/^https:\/\/[a-z0-9.-]+(?::\d+)?(?:\/\S*)?$/i.test(address)) return null;
  return /^https?:/i.test(address) ? 'only https: addresses are allowed' : 'it must be of the form mailto:name@example.com or https://example.com/…';
}
