import { Buffer } from 'node:buffer';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { parseTagList, type Tag, type TagFault, tagValue } from './tag-list.ts';

export interface DkimKey {
  /** `k=`; rsa when absent (RFC 6376 §3.6.1). */
  readonly type: 'rsa' | 'ed25519' | 'unknown';
  /** Modulus length of an RSA key, 256 for ed25519; `null` when there is no readable key. */
  readonly bits: number | null;
  /** `pkcs1` is what RFC 6376 §3.6.1 once named; OpenDKIM and others read only `spki`. `null`: no readable key. */
  readonly form: 'spki' | 'pkcs1' | 'raw' | null;
  /** An empty `p=`: the key was withdrawn on purpose. */
  readonly revoked: boolean;
  /** `t=y`: receivers treat signatures as if there were none. */
  readonly testing: boolean;
  /** `t=s`: the identity in the signature may not be a subdomain. */
  readonly strict: boolean;
  /** `h=`; empty: all allowed. */
  readonly hashes: readonly string[];
  /** `s=`; empty: all services. */
  readonly services: readonly string[];
  readonly tags: readonly Tag[];
  /** Why receivers cannot use the record. */
  readonly faults: readonly TagFault[];
}

/** True for a text that carries a DKIM key: it has a `p=` tag. `v=` and `k=` are optional (RFC 6376 §3.6.1); some providers publish `p=` alone. */
export function isDkimKey(text: string): boolean {
  const list = parseTagList(text);
  const version = tagValue(list, 'v');
  return tagValue(list, 'p') !== undefined && (version === undefined || /^dkim1$/i.test(version));
}

/** Reads a DKIM key record (RFC 6376 §3.6.1, RFC 8463 for ed25519). Never throws. */
export function parseDkimKey(text: string): DkimKey {
  const list = parseTagList(text);
  const faults = [...list.faults];
  const at = (name: string): number => list.tags.find((tag) => tag.name === name)?.at ?? 0;
  const version = tagValue(list, 'v');
  if (version !== undefined && (version !== 'DKIM1' || list.tags[0]?.name !== 'v'))
    faults.push({ kind: 'value', at: at('v'), says: 'if there is a version, the record must begin with "v=DKIM1"' });
  // OpenDKIM stops there, as the grammar wants: a list has one semicolon between tags and at most one at its end.
  const empty = /^\s*;|;\s*;/.exec(text);
  if (empty) faults.push({ kind: 'no-tag', at: empty.index, says: 'there is a semicolon with nothing before it' });
  const type = keyType(tagValue(list, 'k'));
  if (type === 'unknown') faults.push({ kind: 'value', at: at('k'), says: 'k= names a kind of key that receivers do not know (rsa and ed25519 exist)' });
  const p = tagValue(list, 'p');
  const revoked = p === '';
  if (p === undefined) faults.push({ kind: 'value', at: 0, says: 'there is no p= with the key' });
  const key: ReadKey = p === undefined || revoked ? UNREADABLE : readKey(type, p);
  if (key.says) faults.push({ kind: 'value', at: at('p'), says: key.says });
  const flags = words(tagValue(list, 't'));
  return {
    type,
    bits: key.bits,
    form: key.form,
    revoked,
    testing: flags.includes('y'),
    strict: flags.includes('s'),
    hashes: words(tagValue(list, 'h')),
    services: anyService(words(tagValue(list, 's'))),
    tags: list.tags,
    faults,
  };
}

/** `*` among them allows all. */
function anyService(services: readonly string[]): readonly string[] {
  return services.includes('*') ? [] : services;
}

function keyType(k: string | undefined): DkimKey['type'] {
  if (k === undefined || k.toLowerCase() === 'rsa') return 'rsa';
  return k.toLowerCase() === 'ed25519' ? 'ed25519' : 'unknown';
}

function words(value: string | undefined): string[] {
  return (value ?? '')
    .split(':')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}

interface ReadKey {
  readonly bits: number | null;
  readonly form: DkimKey['form'];
  readonly says?: string;
}
const UNREADABLE: ReadKey = { bits: null, form: null };

/** White space inside the base64 is allowed (RFC 6376 §3.2 "FWS"); anything else is damage. */
function readKey(type: DkimKey['type'], p: string): ReadKey {
  const base64 = p.replace(/\s+/g, '');
  const stray = /[^A-Za-z0-9+/=]/.exec(base64)?.[0];
  if (stray !== undefined)
    return {
      ...UNREADABLE,
      says: `the key contains ${stray === '"' || stray === '\\' ? 'a quotation mark or backslash' : 'a character that base64 does not have'}`,
    };
  if (/=[^=]/.test(base64) || base64.replace(/=+$/, '').length % 4 === 1)
    return { ...UNREADABLE, says: 'the key is cut off or has something added (its length is not possible for base64)' };
  const bytes = Buffer.from(base64, 'base64');
  if (type === 'ed25519')
    return bytes.length === 32 ? { bits: 256, form: 'raw' } : { ...UNREADABLE, says: `an ed25519 key has 32 bytes, this one has ${bytes.length}` };
  if (type === 'unknown') return UNREADABLE;
  // RFC 6376 means SubjectPublicKeyInfo; RFC 8017 RSAPublicKey is also seen in the wild and read by receivers built on OpenSSL.
  const spki = importKey(bytes, 'spki');
  const key = spki ?? importKey(bytes, 'pkcs1');
  if (key?.asymmetricKeyType !== 'rsa') return { ...UNREADABLE, says: 'the key cannot be read: it is cut off, or something was lost when it was copied' };
  return { bits: key.asymmetricKeyDetails?.modulusLength ?? null, form: spki ? 'spki' : 'pkcs1' };
}

/** The key for verifying, of a record without faults; nothing when there is none that can be read. */
export function dkimPublicKey(key: Pick<DkimKey, 'type' | 'tags'>): KeyObject | undefined {
  const bytes = Buffer.from((key.tags.find(({ name }) => name === 'p')?.value ?? '').replace(/\s+/g, ''), 'base64');
  if (key.type === 'rsa') return importKey(bytes, 'spki') ?? importKey(bytes, 'pkcs1');
  // RFC 8463 §4: the bare 32 bytes; this is what stands before them in a SubjectPublicKeyInfo (RFC 8410 §4).
  return key.type === 'ed25519' && bytes.length === 32 ? importKey(Buffer.concat([ED25519_PREFIX, bytes]), 'spki') : undefined;
}
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function importKey(bytes: Buffer, type: 'spki' | 'pkcs1'): KeyObject | undefined {
  try {
    return createPublicKey({ key: bytes, format: 'der', type });
  } catch {
    return undefined;
  }
}

/** Why receivers cannot use a key that can be read for mail: too small, for another hash, or for another service (RFC 6376 §3.6.1, RFC 8301 §3). */
export function dkimKeyLimits({ hashes, services }: Pick<DkimKey, 'hashes' | 'services'>): { readonly wrongHash: boolean; readonly notForMail: boolean } {
  return { wrongHash: hashes.length > 0 && !hashes.includes('sha256'), notForMail: services.length > 0 && !services.includes('email') };
}

/**
 * The same key in its right form, when nothing of it was lost: quotation marks, backslashes and line breaks taken out, the version first and in capitals.
 * and a PKCS #1 key as SubjectPublicKeyInfo. Nothing when the key cannot be read even then.
 */
export function repairedDkimKey(text: string): string | undefined {
  const { tags } = parseTagList(text.replace(/["\\\u201c\u201d]/g, ''));
  const kept = tags.filter(({ name }, at) => name.toLowerCase() !== 'v' && tags.findIndex((tag) => tag.name === name) === at);
  const clean = kept.map(({ name, value }) => ({ name: name.toLowerCase(), value: name.toLowerCase() === 'p' ? value.replace(/\s+/g, '') : value }));
  const repaired = printDkimKey([{ name: 'v', value: 'DKIM1' }, ...clean.map((tag) => (tag.name === 'p' ? { ...tag, value: spkiText(tag.value) } : tag))]);
  const { faults, bits } = parseDkimKey(repaired);
  return faults.length === 0 && bits !== null ? repaired : undefined;
}

/** The base64 of a PKCS #1 key as SubjectPublicKeyInfo; other texts as they are. */
function spkiText(p: string): string {
  const bytes = Buffer.from(p, 'base64');
  const old = importKey(bytes, 'spki') ? undefined : importKey(bytes, 'pkcs1');
  return old ? old.export({ format: 'der', type: 'spki' }).toString('base64') : p;
}

/** Prints tags in their order as one record. Parsing what was printed gives the same tags. */
export function printDkimKey(tags: readonly Pick<Tag, 'name' | 'value'>[]): string {
  return tags.map(({ name, value }) => `${name}=${value}`).join('; ');
}
