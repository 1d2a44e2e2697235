import { Buffer } from 'node:buffer';
import { constants, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { type DkimKey, dkimPublicKey, isDkimKey, parseDkimKey } from './dkim-key.ts';
import type { DkimSignature } from './dkim-signature.ts';
import { answerAt, type Asking, type DnsAnswer, together } from './dns-question.ts';

export const DKIM_PROBLEMS = [
  'malformed',
  'weak-hash',
  'unknown-algorithm',
  'expired',
  'body-changed',
  'headers-changed',
  'key-missing',
  'key-unusable',
  'key-revoked',
  'key-short',
  'key-mismatch',
  'dns',
] as const;
export type DkimProblem = (typeof DKIM_PROBLEMS)[number];

/** What a receiver concludes from one signature. */
export interface DkimResult {
  readonly signature: DkimSignature;
  /** As RFC 8601 §2.7.1 names it. */
  readonly result: 'pass' | 'fail' | 'policy' | 'temperror' | 'permerror';
  readonly problem: DkimProblem | null;
  /** The reason in one sentence. */
  readonly why: string;
  /** The key in DNS says `t=y`: receivers may treat the mail as unsigned. */
  readonly testing: boolean;
  readonly keyBits: number | null;
  /** TXT texts at the key's name, or at `misplacedAt`. */
  readonly records: readonly string[];
  /** A key stands at the name with the domain typed twice: the DNS panel added it once more. */
  readonly misplacedAt: string | null;
}

/** RFC 8301 §3.2 */
const LEAST_BITS = 1024;
/** `DigestInfo` of SHA-256, RFC 8017 §9.2. */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Verifies all signatures of a mail, their keys asked together. `now` is epoch milliseconds. Never throws. */
export function verifyDkim(signatures: readonly DkimSignature[], now: number): Asking<DkimResult[]> {
  return together(signatures.map((signature) => verifySignature(signature, now)));
}

/** RFC 6376 §6.1, with the algorithms of RFC 8301 and RFC 8463. */
function* verifySignature(signature: DkimSignature, now: number): Asking<DkimResult> {
  const { domain, selector } = signature;
  const bare = { signature, testing: false, keyBits: null, records: [], misplacedAt: null };
  const early = beforeKey(signature, now);
  if (early) return { ...bare, ...early };
  const name = `${selector}._domainkey.${domain}`;
  const answer = answerAt(yield [{ name, type: 'TXT' }], 0);
  if (answer.status === 'unknown') return { ...bare, result: 'temperror', problem: 'dns', why: `DNS did not say whether there is a key at ${name}` };
  const texts = answer.texts.filter(isDkimKey);
  if (texts.length === 0) {
    const misplaced = yield* twice(name, domain);
    const why = answer.texts.length > 0 ? `what stands at ${name} is no key` : `there is no key at ${name}`;
    return {
      ...bare,
      records: misplaced?.texts ?? answer.texts,
      misplacedAt: misplaced?.at ?? null,
      result: 'permerror',
      problem: answer.texts.length > 0 ? 'key-unusable' : 'key-missing',
      why,
    };
  }
  // RFC 6376 §3.6.2.2 leaves several keys open; any that fits is enough.
  const results = texts.map((text) => withKey(signature, name, parseDkimKey(text), answer));
  return results.find(({ result }) => result === 'pass') ?? results[0] ?? { ...bare, result: 'permerror', problem: 'key-missing', why: `no key at ${name}` };
}

type Outcome = Pick<DkimResult, 'result' | 'problem' | 'why'>;

/** What can be said without the key. */
function beforeKey({ faults, algorithm, domain, identityDomain, expiresAt, bodyMatches }: DkimSignature, now: number): Outcome | undefined {
  const [fault] = faults;
  if (fault !== undefined) return { result: 'permerror', problem: 'malformed', why: `the signature cannot be used: ${fault}` };
  if (identityDomain !== domain && !identityDomain.endsWith(`.${domain}`))
    return { result: 'permerror', problem: 'malformed', why: `the signature cannot be used: i= is not below ${domain}` };
  if (algorithm === 'rsa-sha1') return { result: 'permerror', problem: 'weak-hash', why: 'it is made with SHA-1, which receivers refuse (RFC 8301)' };
  if (algorithm !== 'rsa-sha256' && algorithm !== 'ed25519-sha256')
    return { result: 'permerror', problem: 'unknown-algorithm', why: 'it is made with an algorithm that receivers do not know' };
  if (expiresAt !== null && expiresAt * 1000 < now) return { result: 'fail', problem: 'expired', why: 'it had expired (x=) when the mail was received' };
  return bodyMatches ? undefined : { result: 'fail', problem: 'body-changed', why: 'the body of the mail was changed after it was signed' };
}

function withKey(signature: DkimSignature, name: string, key: DkimKey, { texts }: DnsAnswer): DkimResult {
  const about = { signature, testing: key.testing, keyBits: key.bits, records: texts, misplacedAt: null };
  return { ...about, ...judgeKey(signature, name, key) };
}

function judgeKey(signature: DkimSignature, name: string, key: DkimKey): Outcome {
  const unusable = (why: string): Outcome => ({ result: 'permerror', problem: 'key-unusable', why });
  if (key.revoked) return { result: 'permerror', problem: 'key-revoked', why: `the key at ${name} was withdrawn (its p= is empty)` };
  const [fault] = key.faults;
  if (fault) return unusable(`the key at ${name} cannot be used: ${fault.says}`);
  if (key.type !== signature.algorithm.split('-')[0])
    return { result: 'permerror', problem: 'key-mismatch', why: `the key at ${name} is of another kind than the signature` };
  if (key.hashes.length > 0 && !key.hashes.includes('sha256')) return unusable(`the key at ${name} does not allow SHA-256 (h=)`);
  if (key.services.length > 0 && !key.services.includes('email')) return unusable(`the key at ${name} is not for mail (s=)`);
  if (key.strict && signature.identityDomain !== signature.domain) return unusable(`the key at ${name} does not allow signing for a subdomain (t=s)`);
  if (key.type === 'rsa' && (key.bits ?? 0) < LEAST_BITS)
    return { result: 'policy', problem: 'key-short', why: `the key at ${name} has ${key.bits ?? 0} bits; below ${LEAST_BITS} receivers refuse it` };
  const publicKey = dkimPublicKey(key);
  if (!publicKey) return unusable(`the key at ${name} cannot be read`);
  if (fits(publicKey, signature)) return { result: 'pass', problem: null, why: `it was made with the key at ${name}` };
  // The digest of the body is inside the signed header: a wrong key and a changed header look the same.
  return { result: 'fail', problem: 'headers-changed', why: `it does not fit the key at ${name}: a signed header line was changed, or the key is another one` };
}

/** Verifies over the kept digest. For RSA that is RFC 8017 §8.2.2 by hand, because node:crypto hashes again; RFC 8463 §3 signs the digest itself. */
function fits(key: KeyObject, { signature, headerDigest, algorithm }: DkimSignature): boolean {
  const bytes = Buffer.from(signature, 'base64');
  const digest = Buffer.from(headerDigest, 'hex');
  try {
    if (algorithm === 'ed25519-sha256') return verify(null, digest, key, bytes);
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes).equals(Buffer.concat([SHA256_INFO, digest]));
  } catch {
    return false;
  }
}

/** Many panels add the zone themselves: a name typed with it ends up with the zone twice. */
function* twice(name: string, domain: string): Asking<{ readonly at: string; readonly texts: readonly string[] } | undefined> {
  const labels = domain.split('.');
  const zones = labels.map((_, at) => labels.slice(at).join('.')).filter((zone) => zone.includes('.'));
  const doubled = zones
    .slice(-3)
    .map((zone) => `${name}.${zone}`)
    .filter((each) => each.length <= 253);
  const answers = yield doubled.map((each) => ({ name: each, type: 'TXT' as const }));
  return doubled.map((at, index) => ({ at, texts: answerAt(answers, index).texts })).find(({ texts }) => texts.some(isDkimKey));
}
