import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * Credentials of the right shape that never worked: assembled at run time from parts and seeded randomness, so that no file of ours holds one.
 * Shapes as published by each provider (prefix, alphabet, length, checksum).
 */

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const WORD = `${BASE62}_-`;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Endless seeded bytes: block n is SHA-256 of seed and n. */
export interface Seeded {
  bytes(count: number): Buffer;
  /** `count` characters of `alphabet` (at most 64 of them). */
  text(count: number, alphabet?: string): string;
}
export function seeded(seed: string): Seeded {
  let block = 0;
  let pool = Buffer.alloc(0);
  const bytes = (count: number): Buffer => {
    while (pool.length < count) pool = Buffer.concat([pool, createHash('sha256').update(`${seed}/${block++}`).digest()]);
    const taken = pool.subarray(0, count);
    pool = pool.subarray(count);
    return taken;
  };
  return { bytes, text: (count, alphabet = BASE62) => [...bytes(count)].map((byte) => alphabet[byte % alphabet.length]).join('') };
}

const join = (...parts: string[]): string => parts.join('');

export const openAiKey = (random: Seeded): string => join('sk', '-proj-', random.text(74, WORD), 'T3Blb', 'kFJ', random.text(74, WORD));
export const anthropicKey = (random: Seeded): string => join('sk', '-ant-', 'api03-', random.text(93, WORD), 'AA');
export const stripeLiveKey = (random: Seeded): string => join('sk', '_live_', '51', random.text(97));
export const stripeTestKey = (random: Seeded): string => join('sk', '_test_', '51', random.text(97));
export const stripePublishableKey = (random: Seeded): string => join('pk', '_live_', '51', random.text(97));
export const awsKeyId = (random: Seeded): string => join('AK', 'IA', random.text(16, BASE32));
export const awsSecret = (random: Seeded): string => random.bytes(30).toString('base64');
/** The example pair of Amazon's own documentation. */
export const awsExampleKeyId = (): string => join('AK', 'IA', 'IOSFODNN7', 'EXAMPLE');
export const sendGridKey = (random: Seeded): string => join('S', 'G.', random.text(22, WORD), '.', random.text(43, WORD));
export const slackToken = (random: Seeded): string =>
  join('xo', 'xb-', random.text(12, '0123456789'), '-', random.text(13, '0123456789'), '-', random.text(24));
export const googleWebKey = (random: Seeded): string => join('AI', 'za', 'Sy', random.text(33, WORD));

/** GitHub personal access token: 30 random characters and their CRC-32 in base 62, six digits. */
export function gitHubToken(random: Seeded): string {
  const entropy = random.text(30);
  let [rest, checksum] = [crc32(entropy), ''];
  for (let digit = 0; digit < 6; digit++) [rest, checksum] = [Math.floor(rest / 62), `${BASE62[rest % 62]}${checksum}`];
  return join('gh', 'p_', entropy, checksum);
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Supabase project key: a JWT whose role says what it may do. `anon` is public by design, `service_role` passes all row security. */
export function supabaseKey(random: Seeded, role: 'anon' | 'service_role'): string {
  const ref = random.text(20, 'abcdefghijklmnopqrstuvwxyz');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'supabase', ref, role, iat: 1_760_000_000, exp: 2_075_600_000 })}`;
  return `${body}.${createHmac('sha256', random.bytes(32)).update(body).digest('base64url')}`;
}

const pem = (label: string, body: string): string =>
  join('-----BEGIN ', label, '-----\n', body.replace(/.{64}(?=.)/g, '$&\n'), '\n-----END ', label, '-----\n');
/** An Ed25519 private key in PKCS#8 (RFC 8410 §7): valid, and from the seed. */
export const privateKeyPem = (random: Seeded): string =>
  pem(join('PRIVATE', ' KEY'), Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), random.bytes(32)]).toString('base64'));
export const publicKeyPem = (random: Seeded): string =>
  pem('PUBLIC KEY', Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), random.bytes(32)]).toString('base64'));
/** A private key with its middle left out, as in a manual. */
export const placeholderPem = (): string => join('-----BEGIN ', 'PRIVATE', ' KEY-----\nyour-key-goes-here\n-----END ', 'PRIVATE', ' KEY-----\n');
