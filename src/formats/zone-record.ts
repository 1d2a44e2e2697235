/** Text of one character string of a TXT record is kept as it is joined by the reader; see RFC 1035 §3.3.14. */
export interface TxtData {
  readonly strings: readonly string[];
}
export interface MxData {
  readonly preference: number;
  readonly exchange: string;
}
export interface CaaData {
  readonly flags: number;
  readonly tag: string;
  readonly value: string;
}
export interface SoaData {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}
export interface SrvData {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}
export interface DsData {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  /** hexadecimal, lower case */
  readonly digest: string;
}
/** RFC 6698 §2.1 */
export interface TlsaData {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** hexadecimal, lower case */
  readonly certificate: string;
}
/** A, AAAA, NS, CNAME and PTR are strings. */
export type RecordData = string | TxtData | MxData | CaaData | SoaData | SrvData | DsData | TlsaData;

export interface ZoneRecord {
  /** lower case, without the final dot; the root is empty */
  readonly name: string;
  readonly type: string;
  /** seconds */
  readonly ttl: number;
  readonly data: RecordData;
}

const MOST_PER_STRING = 255;

/** A host or record name in the one form used here: lower case, no final dot. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * A record from its parts as people write them in a zone file (names absolute, with or without final dot).
 * A TXT text without quotes is one text, cut into strings of 255 bytes; with quotes, each quoted part is one string.
 * @throws RangeError when the text does not fit the type
 */
export function zoneRecord(name: string, type: string, text: string, ttl = 300): ZoneRecord {
  return { name: canonicalName(name), type: type.toUpperCase(), ttl, data: parseData(type.toUpperCase(), text) };
}

function parseData(type: string, text: string): RecordData {
  const words = text.trim().split(/\s+/);
  const word = (at: number): string => {
    const found = words[at];
    if (found === undefined) throw new RangeError(`${type} record: "${text}" has too few parts`);
    return found;
  };
  const count = (at: number): number => {
    const value = Number(word(at));
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`${type} record: "${word(at)}" is not a count`);
    return value;
  };
  switch (type) {
    case 'TXT':
    case 'SPF':
      return { strings: textStrings(text) };
    case 'MX':
      return { preference: count(0), exchange: canonicalName(word(1)) };
    case 'CAA':
      return { flags: count(0), tag: word(1).toLowerCase(), value: words.slice(2).join(' ').replace(/^"|"$/g, '') };
    case 'SRV':
      return { priority: count(0), weight: count(1), port: count(2), target: canonicalName(word(3)) };
    case 'DS':
      return { keyTag: count(0), algorithm: count(1), digestType: count(2), digest: words.slice(3).join('').toLowerCase() };
    case 'TLSA':
      return { usage: count(0), selector: count(1), matchingType: count(2), certificate: words.slice(3).join('').toLowerCase() };
    case 'SOA':
      return {
        mname: canonicalName(word(0)),
        rname: canonicalName(word(1)),
        serial: count(2),
        refresh: count(3),
        retry: count(4),
        expire: count(5),
        minimum: count(6),
      };
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return canonicalName(word(0));
    case 'A':
    case 'AAAA':
      return word(0).toLowerCase();
    default:
      throw new RangeError(`${type} records are not known here`);
  }
}

function textStrings(text: string): string[] {
  const quoted = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));
  if (quoted.length > 0 && text.trim().startsWith('"')) return quoted;
  const strings: string[] = [];
  let rest = text;
  do {
    strings.push(rest.slice(0, MOST_PER_STRING));
    rest = rest.slice(MOST_PER_STRING);
  } while (rest !== '');
  return strings;
}

/** The data of a record as people write it in a zone file; names without the final dot. */
export function recordText({ data }: Pick<ZoneRecord, 'data'>): string {
  if (typeof data === 'string') return data;
  if ('strings' in data) return data.strings.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
  if ('exchange' in data) return `${data.preference} ${data.exchange || '.'}`;
  if ('tag' in data) return `${data.flags} ${data.tag} "${data.value}"`;
  if ('port' in data) return `${data.priority} ${data.weight} ${data.port} ${data.target || '.'}`;
  if ('certificate' in data) return `${data.usage} ${data.selector} ${data.matchingType} ${data.certificate}`;
  if ('digest' in data) return `${data.keyTag} ${data.algorithm} ${data.digestType} ${data.digest}`;
  return `${data.mname} ${data.rname} ${data.serial} ${data.refresh} ${data.retry} ${data.expire} ${data.minimum}`;
}
