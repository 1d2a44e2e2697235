import { type KeyObject, verify } from 'node:crypto';
import { type DerElement, oidText, readDer } from './der.ts';

/** What authorities say about whether a certificate still holds: stapled OCSP responses (RFC 6960) and certificate revocation lists (RFC 5280 §5). */

const TAG = { integer: 0x02, bitString: 0x03, octetString: 0x04, enumerated: 0x0a, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 } as const;
const context = (n: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | n;

export interface OcspStatus {
  /** `unreadable`: no successful response, or none that can be read. `other-certificate`: it speaks of other certificates only. */
  readonly status: 'good' | 'revoked' | 'unknown' | 'unreadable' | 'other-certificate';
  /** ISO 8601; none when it does not say. */
  readonly until?: string | undefined;
  readonly revokedAt?: string | undefined;
}

/**
 * What an OCSP response says of the certificate with this serial number. Its signature is not verified: the server that staples it has no reason to
 * call its own certificate revoked, and a forged "good" is not relied on.
 * @param serial lower-case hexadecimal, without leading zeros
 */
export function readOcspResponse(der: Uint8Array, serial: string): OcspStatus {
  try {
    const [outer] = readDer(der);
    const [status, bytes] = outer ? readDer(outer.content) : [];
    if (status?.tag !== TAG.enumerated || status.content[0] !== 0 || !bytes) return { status: 'unreadable' };
    const [typed] = readDer(bytes.content);
    const [, octets] = typed ? readDer(typed.content) : [];
    const [basic] = octets ? readDer(octets.content) : [];
    const [data] = basic ? readDer(basic.content) : [];
    const answers = data ? readDer(data.content).find(({ tag }) => tag === TAG.sequence) : undefined;
    if (!answers) return { status: 'unreadable' };
    const singles = readDer(answers.content).map(({ content }) => readDer(content));
    const own = singles.find(([id]) => id && serialText(readDer(id.content).at(-1)) === serial);
    return own ? statusOf(own) : { status: 'other-certificate' };
  } catch {
    return { status: 'unreadable' };
  }
}

function statusOf([, said, , ...rest]: readonly DerElement[]): OcspStatus {
  const next = rest.find(({ tag }) => tag === context(0));
  const until = next ? timeText(readDer(next.content)[0]) : undefined;
  if (said?.tag === context(0, false)) return { status: 'good', until };
  if (said?.tag === context(1)) return { status: 'revoked', until, revokedAt: timeText(readDer(said.content)[0]) };
  return { status: said?.tag === context(2, false) ? 'unknown' : 'unreadable', until };
}

export interface ListedStatus {
  /** `unreadable`: not a list. `forged`: not signed by the issuer. `unverified`: signed in a way that cannot be checked here. */
  readonly status: 'listed' | 'not-listed' | 'unreadable' | 'forged' | 'unverified';
  /** When a newer list is due, ISO 8601. */
  readonly until?: string | undefined;
  readonly revokedAt?: string | undefined;
}

/** Whether a certificate revocation list names this serial number. `issuer` is the key of who issued the certificate and must have signed the list. */
export function readRevocationList(der: Uint8Array, serial: string, issuer: KeyObject): ListedStatus {
  try {
    const [outer] = readDer(der);
    const [tbs, algorithm, signature] = outer ? readDer(outer.content) : [];
    if (!tbs || !algorithm || signature?.tag !== TAG.bitString) return { status: 'unreadable' };
    const digest = DIGESTS.get(oidText(readDer(algorithm.content)[0]?.content ?? new Uint8Array()));
    if (digest === undefined) return { status: 'unverified' };
    if (!verify(digest, tbs.whole, issuer, signature.content.subarray(1))) return { status: 'forged' };
    const parts = readDer(tbs.content);
    const times = parts.filter(({ tag }) => tag === TAG.utcTime || tag === TAG.generalizedTime);
    const afterTimes = parts.slice(parts.indexOf(times.at(-1) ?? tbs) + 1);
    const list = afterTimes.find(({ tag }) => tag === TAG.sequence);
    const entry = list && readDer(list.content).find(({ content }) => serialText(readDer(content.subarray(0, 2 + (content[1] ?? 0)))[0]) === serial);
    const until = timeText(times[1]);
    return entry ? { status: 'listed', until, revokedAt: timeText(readDer(entry.content)[1]) } : { status: 'not-listed', until };
  } catch {
    return { status: 'unreadable' };
  }
}

/** Signature algorithms by object identifier, with the digest that `verify` wants; Ed25519 has none of its own. */
const DIGESTS: ReadonlyMap<string, string | null> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.3.101.112', null],
]);

function serialText(element: DerElement | undefined): string | undefined {
  if (element?.tag !== TAG.integer) return undefined;
  return plainSerial(Array.from(element.content, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

/** A serial number in hexadecimal as it is compared: lower case, no leading zeros. */
export function plainSerial(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, '');
}

function timeText(element: DerElement | undefined): string | undefined {
  if (!element) return undefined;
  const text = String.fromCharCode(...element.content.subarray(0, 20));
  const match = (element.tag === TAG.utcTime ? /^()(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text);
  if (!match) return undefined;
  const [century, year = '', month, day, hour, minute, second] = match.slice(1);
  const iso = `${century || (Number(year) < 50 ? '20' : '19')}${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

/** Where a certificate says its revocation list can be had over plain HTTP (RFC 5280 §4.2.1.13); at most two. Empty when it does not, or cannot be read. */
export function revocationUrls(certificate: Uint8Array): string[] {
  const POINTS = '2.5.29.31';
  try {
    const [outer] = readDer(certificate);
    const [tbs] = outer ? readDer(outer.content) : [];
    const [list] = readDer((tbs && readDer(tbs.content).find(({ tag }) => tag === context(3)))?.content ?? new Uint8Array());
    const extension = readDer(list?.content ?? new Uint8Array())
      .map(({ content }) => readDer(content))
      .find(([id]) => id && oidText(id.content) === POINTS);
    const value = extension?.find(({ tag }) => tag === TAG.octetString);
    return value ? urisIn(value.content, 0).slice(0, 2) : [];
  } catch {
    return [];
  }
}

/** Every general name of kind URI below; the structure around them is a few levels of choices. */
function urisIn(bytes: Uint8Array, depth: number): string[] {
  const MOST_DEPTH = 6;
  return readDer(bytes).flatMap(({ tag, content }) => {
    if (tag === context(6, false)) {
      const url = String.fromCharCode(...content.subarray(0, 300));
      return /^http:\/\/[\x21-\x7e]+$/.test(url) ? [url] : [];
    }
    return depth < MOST_DEPTH && (tag === TAG.sequence || tag === context(0)) ? urisIn(content, depth + 1) : [];
  });
}
