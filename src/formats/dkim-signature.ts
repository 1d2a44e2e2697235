import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HeaderField, Message } from './message.ts';
import { parseTagList, tagValue } from './tag-list.ts';

export type Canonicalization = 'simple' | 'relaxed';

/**
 * Everything of one DKIM-Signature that is needed to verify it, and nothing of the mail that it signs: two digests stand for header and body, so that
 * it can be kept and verified again later. `signature` is public by nature: it travels in every copy of the mail.
 */
export interface DkimSignature {
  /** `d=` and `s=`, lower case. */
  readonly domain: string;
  readonly selector: string;
  /** `a=` as written, lower case: `rsa-sha256`. */
  readonly algorithm: string;
  /** Domain of `i=`; the signing domain when it is absent. */
  readonly identityDomain: string;
  /** Lower-case names of `h=` in order, repeats included. */
  readonly signed: readonly string[];
  /** SHA-256 of the signed header as RFC 6376 §3.7 composes it, hexadecimal. */
  readonly headerDigest: string;
  readonly bodyMatches: boolean;
  /** Bytes of the body that `l=` leaves unsigned. */
  readonly unsignedBytes: number;
  /** `b=`, base64 without white space. */
  readonly signature: string;
  /** `t=` and `x=`, epoch seconds. */
  readonly signedAt: number | null;
  readonly expiresAt: number | null;
  /** Why receivers cannot use the signature; none when its form is right. */
  readonly faults: readonly string[];
}

const MOST_SIGNATURES = 10;

/** Reads the DKIM signatures of a mail, topmost first, at most ten (RFC 6376 §3.5, §6.1.1). Never throws. */
export function readDkimSignatures(message: Message): DkimSignature[] {
  const own = message.fields.filter(({ name }) => name === 'dkim-signature').slice(0, MOST_SIGNATURES);
  const bodies = new Map<string, string>();
  return own.map((field) => readSignature(field, message, bodies));
}

function readSignature(field: HeaderField, message: Message, bodies: Map<string, string>): DkimSignature {
  const list = parseTagList(field.value);
  const tag = (name: string): string => (tagValue(list, name) ?? '').replace(/\s+/g, '');
  const domain = tag('d').toLowerCase();
  const [header = 'simple', body = 'simple'] = (tag('c') || 'simple/simple').toLowerCase().split('/');
  const signed = tag('h')
    .toLowerCase()
    .split(':')
    .filter((name) => name !== '');
  const length = tag('l') === '' ? undefined : Number(tag('l'));
  const identity = tag('i');
  const faults = [
    ...list.faults.map(({ says }) => says),
    ...['v', 'a', 'b', 'bh', 'd', 'h', 's'].filter((name) => tag(name) === '').map((name) => `there is no ${name}=`),
    ...(tag('v') !== '' && tag('v') !== '1' ? ['v= is not 1'] : []),
    ...(signed.length > 0 && !signed.includes('from') ? ['it does not sign the From line'] : []),
    ...([header, body].every((each) => each === 'simple' || each === 'relaxed') ? [] : ['c= names a form that does not exist']),
    ...(tag('q') === '' || tag('q').toLowerCase().split(':').includes('dns/txt') ? [] : ['q= does not allow to ask DNS']),
    ...(length === undefined || Number.isSafeInteger(length) ? [] : ['l= is not a number']),
    ...numberFaults(tag('t'), tag('x')),
  ];
  const bytes = canonicalBody(message.body, body === 'relaxed' ? 'relaxed' : 'simple');
  const covered = length ?? bytes.length;
  const hash = hashOf(tag('a'));
  const key = `${body} ${covered} ${hash}`;
  const digest =
    bodies.get(key) ??
    createHash(hash)
      .update(bytes.subarray(0, Math.min(covered, bytes.length)))
      .digest('base64');
  bodies.set(key, digest);
  return {
    domain,
    selector: tag('s').toLowerCase(),
    algorithm: tag('a').toLowerCase(),
    identityDomain: identity.includes('@') ? identity.slice(identity.lastIndexOf('@') + 1).toLowerCase() : domain,
    signed: signed.slice(0, 100),
    headerDigest: headerDigest(field, message.fields, signed, header === 'relaxed' ? 'relaxed' : 'simple'),
    bodyMatches: sameBase64(digest, tag('bh')) && covered <= bytes.length,
    unsignedBytes: Math.max(0, bytes.length - covered),
    signature: tag('b'),
    signedAt: secondsOf(tag('t')),
    expiresAt: secondsOf(tag('x')),
    faults: faults.slice(0, 10),
  };
}

const hashOf = (algorithm: string): 'sha1' | 'sha256' => (/-sha1$/i.test(algorithm) ? 'sha1' : 'sha256');
const secondsOf = (text: string): number | null => (/^\d{1,12}$/.test(text) ? Number(text) : null);

function numberFaults(signedAt: string, expiresAt: string): string[] {
  if ((signedAt !== '' && secondsOf(signedAt) === null) || (expiresAt !== '' && secondsOf(expiresAt) === null)) return ['t= or x= is not a time'];
  return signedAt !== '' && expiresAt !== '' && Number(expiresAt) <= Number(signedAt) ? ['x= is not after t='] : [];
}

function sameBase64(a: string, b: string): boolean {
  return Buffer.from(a, 'base64').equals(Buffer.from(b, 'base64')) && b !== '';
}

/** RFC 6376 §3.4.3 and §3.4.4. */
export function canonicalBody(body: Uint8Array, form: Canonicalization): Buffer {
  let text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  if (form === 'relaxed')
    text = text
      .split('\r\n')
      .map((line) => withoutTrailingBlanks(line).replace(/[ \t]+/g, ' '))
      .join('\r\n');
  let end = text.length;
  while (text.endsWith('\r\n', end)) end -= 2;
  const trimmed = text.slice(0, end);
  // The simple form of an empty body is one line end, the relaxed form is nothing.
  return Buffer.from(trimmed === '' && form === 'relaxed' ? '' : `${trimmed}\r\n`, 'latin1');
}

function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

/** RFC 6376 §3.4.1 and §3.4.2, without the line end. */
export function canonicalField(raw: string, form: Canonicalization): string {
  if (form === 'simple') return raw;
  const colon = raw.indexOf(':');
  const value = raw
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ');
  return `${raw.slice(0, colon).trim().toLowerCase()}:${value.trim()}`;
}

/** The digest over the fields that `h=` names, each taken from the bottom up, and the signature itself with an empty `b=` (RFC 6376 §3.7, §5.4.2). */
function headerDigest(own: HeaderField, fields: readonly HeaderField[], signed: readonly string[], form: Canonicalization): string {
  const left = new Map<string, HeaderField[]>();
  for (const field of fields) left.set(field.name, [...(left.get(field.name) ?? []), field]);
  const hash = createHash('sha256');
  for (const name of signed.slice(0, 1000)) {
    const field = left.get(name)?.pop();
    if (field) hash.update(`${canonicalField(field.raw, form)}\r\n`, 'latin1');
  }
  const emptied = own.raw.replace(/([;:]\s*b\s*=)[^;]*/i, '$1');
  return hash.update(canonicalField(emptied, form), 'latin1').digest('hex');
}
