/*
 * Reads generated DKIM records with our parser and with Debian's opendkim-testkey (package opendkim-tools), and lists where the two disagree.
 * Run: npm run differential:dkim -- [count]. Ends with 1 when a disagreement is not one that the table below explains.
 */
import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDns } from '../../range/dns.ts';
import { dkimKeyLimits, isDkimKey, parseDkimKey } from '../../src/formats/dkim-key.ts';
import { zoneRecord } from '../../src/formats/zone-record.ts';

interface Pair {
  readonly kind: string;
  readonly privateKey: KeyObject;
  readonly spki: string;
  readonly pkcs1: string | undefined;
}
interface Generated {
  readonly what: string;
  readonly pair: Pair;
  readonly text: string;
}
const DOMAIN = 'acme.example';
const AT_ONCE = 2;

/** Where the two may differ, with the rule that we follow. */
const EXPLAINED: readonly { readonly fits: (one: Generated) => boolean; readonly because: string }[] = [
  { fits: ({ pair }) => pair.kind === 'ed25519', because: 'RFC 8463: ed25519 keys are 32 bare bytes; this OpenDKIM compares RSA keys only' },
  { fits: ({ pair }) => /^(?:512|768)$/.test(pair.kind), because: 'RFC 8301 §3.2: keys below 1024 bits are not valid; the tool does not look at the size' },
  {
    fits: ({ what }) => what === 'pkcs1',
    because: 'RFC 6376 §3.6.1 names RSAPublicKey, its examples and erratum 3017 SubjectPublicKeyInfo; we read both and report "old-form"',
  },
  { fits: ({ what }) => what === 'sha1', because: 'RFC 8301 §3.1: receivers must not accept rsa-sha1; the tool does not compare hashes' },
  {
    fits: ({ what }) => /quotes|dash|equals/.test(what),
    because: 'RFC 6376 §3.2 (base64string): nothing but white space may stand inside; the tool skips what is no base64',
  },
  { fits: ({ what }) => what === 'version-last', because: 'RFC 6376 §3.6.1: v= must be the first tag' },
  { fits: ({ what }) => what === 'p-twice', because: 'RFC 6376 §3.2: with a tag that comes twice the whole list is invalid' },
];

function pairs(): Pair[] {
  const rsa = [512, 768, 1024, 1024, 1536, 2048, 2048, 2048, 3072, 4096].map((bits) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    return { kind: String(bits), privateKey, spki: base64(publicKey, 'spki'), pkcs1: base64(publicKey, 'pkcs1') };
  });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // RFC 8410 §4: what stands before the 32 bytes is always the same.
  const bare = Buffer.from(base64(publicKey, 'spki'), 'base64').subarray(12).toString('base64');
  return [...rsa, { kind: 'ed25519', privateKey, spki: bare, pkcs1: undefined }];
}

const base64 = (key: KeyObject, type: 'spki' | 'pkcs1'): string => key.export({ format: 'der', type }).toString('base64');

let state = 6376;
const random = (below: number): number => Math.floor(((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * below);

/** One record of each kind for a pair; positions of damage are random. */
function recordsFor(pair: Pair, other: Pair): Generated[] {
  const k = pair.kind === 'ed25519' ? 'ed25519' : 'rsa';
  const key = pair.spki;
  const at = 20 + random(key.length - 30);
  const whole = (p: string, more = ''): string => `v=DKIM1; k=${k};${more} p=${p}`;
  const kinds: readonly (readonly [what: string, text: string | undefined])[] = [
    ['whole', whole(key)],
    ['key-alone', k === 'rsa' ? `p=${key}` : undefined],
    ['no-version', `k=${k}; p=${key};`],
    ['white-space', whole(`${key.slice(0, at)} \t${key.slice(at)}`)],
    ['flags', whole(key, ' t=s:y; n=a note;')],
    ['unknown-tag', whole(key, ' x=1;')],
    ['both-hashes', whole(key, ' h=sha1:sha256;')],
    ['services', whole(key, ' s=email:other;')],
    ['any-service', whole(key, ' s=*;')],
    ['upper-case-kind', `v=DKIM1; k=${k.toUpperCase()}; p=${key}`],
    ['no-padding', whole(key.replace(/=+$/, ''))],
    ['pkcs1', pair.pkcs1 && whole(pair.pkcs1)],
    ['sha1', whole(key, ' h=sha1;')],
    ['other-service', whole(key, ' s=other;')],
    ['revoked', whole('')],
    ['cut', whole(key.slice(0, at - (at % 4)))],
    ['cut-at-255', whole(key).length > 255 ? whole(key).slice(0, 255) : undefined],
    ['quotes', whole(`"${key.slice(0, at)}" "${key.slice(at)}"`)],
    ['dash', whole(`${key.slice(0, at)}-${key.slice(at)}`)],
    ['equals', whole(`${key.slice(0, at)}=${key.slice(at)}`)],
    ['version-last', `k=${k}; p=${key}; v=DKIM1`],
    ['version-small', `v=dkim1; k=${k}; p=${key}`],
    ['version-two', `v=DKIM2; k=${k}; p=${key}`],
    ['unknown-kind', `v=DKIM1; k=dsa; p=${key}`],
    ['p-twice', `${whole(key)}; p=${key}`],
    ['no-p', `v=DKIM1; k=${k}`],
    ['upper-case-p', `v=DKIM1; k=${k}; P=${key}`],
    ['two-semicolons', `v=DKIM1;; k=${k}; p=${key}`],
    ['word-at-end', `${whole(key)}; junk`],
    ['another-key', whole(other.spki)],
  ];
  return kinds.flatMap(([what, text]) => (text === undefined ? [] : [{ what, pair, text }]));
}

function weAccept({ pair, text, what }: Generated): boolean {
  const key = parseDkimKey(text);
  const { wrongHash, notForMail } = dkimKeyLimits(key);
  const sound = isDkimKey(text) && key.faults.length === 0 && !key.revoked && !wrongHash && !notForMail && (key.type === 'ed25519' || (key.bits ?? 0) >= 1024);
  // The tool compares with the private key, which a reader of DNS cannot: do the same here.
  return sound && (what !== 'another-key' || pair.spki === text.split('p=')[1]);
}

/** TXT with every quotation mark and backslash kept, in strings of at most 200 characters. */
const zoneText = (text: string): string => (text.match(/[^]{1,200}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');

async function main(): Promise<number> {
  const wanted = Number(process.argv[2] ?? 400);
  const all = pairs();
  const generated = all.flatMap((pair, at) => recordsFor(pair, all[(at + 1) % all.length] ?? pair)).slice(0, wanted);
  const folder = mkdtempSync(join(tmpdir(), 'dkim-differential-'));
  const name = (at: number): string => `s${at}._domainkey.${DOMAIN}`;
  const soa = (zone: string) => zoneRecord(zone, 'SOA', 'ns.acme.example hostmaster.acme.example 1 7200 900 1209600 300');
  const zones = [
    { name: DOMAIN, records: [soa(DOMAIN), ...generated.map(({ text }, at) => zoneRecord(name(at), 'TXT', zoneText(text)))] },
    { name: '', records: [soa('')] },
  ];
  const dns = await startDns({ zones, nameServers: [], resolvers: [{}] });
  try {
    const unbound = join(folder, 'unbound.conf');
    const config = join(folder, 'opendkim.conf');
    const forward = (dns.resolvers[0] ?? '').replace(':', '@');
    writeFileSync(unbound, `server:\n  do-not-query-localhost: no\n  module-config: "iterator"\nforward-zone:\n  name: "."\n  forward-addr: ${forward}\n`);
    writeFileSync(config, `ResolverConfiguration ${unbound}\n`);
    for (const [at, { privateKey, kind }] of all.entries()) {
      const file = join(folder, `${at}.pem`);
      writeFileSync(file, privateKey.export({ format: 'pem', type: kind === 'ed25519' ? 'pkcs8' : 'pkcs1' }));
      chmodSync(file, 0o600);
    }
    const theirs = await inTurn(generated, (one, at) =>
      testKey(['-d', DOMAIN, '-s', `s${at}`, '-x', config, '-k', join(folder, `${all.indexOf(one.pair)}.pem`), '-vv']),
    );
    return report(generated, theirs);
  } finally {
    await dns.stop();
    rmSync(folder, { recursive: true });
  }
}

interface Said {
  readonly accepts: boolean;
  readonly says: string;
}
function testKey(args: readonly string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    execFile('opendkim-testkey', args, (error, out, log) => {
      if (error && typeof error.code !== 'number') reject(new Error(`opendkim-testkey did not run (Debian package opendkim-tools): ${error.message}`));
      else resolve({ accepts: !error, says: `${out}${log}`.trim().split('\n').at(-1)?.replace('opendkim-testkey: ', '') ?? '' });
    });
  });
}

async function inTurn<T, R>(items: readonly T[], run: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await run(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function report(generated: readonly Generated[], theirs: readonly Said[]): number {
  const differ = generated.flatMap((one, at) => {
    const ours = weAccept(one);
    const said = theirs[at];
    return said === undefined || said.accepts === ours ? [] : [{ ...one, ours, says: said.says, because: EXPLAINED.find(({ fits }) => fits(one))?.because }];
  });
  const grouped = Map.groupBy(differ, ({ because }) => because ?? 'NOT EXPLAINED');
  const accepted = theirs.filter(({ accepts }) => accepts).length;
  console.log(`${generated.length} DKIM records, ${new Set(generated.map(({ what }) => what)).size} kinds; opendkim-testkey accepts ${accepted}`);
  console.log(`same verdict: ${generated.length - differ.length}; different: ${differ.length}`);
  for (const [because, group] of grouped) {
    console.log(`\n${group.length} × ${because}`);
    for (const { what, pair, ours, says } of because === 'NOT EXPLAINED' ? group : group.slice(0, 2))
      console.log(`    ${what} (${pair.kind}): we ${ours ? 'accept' : 'refuse'}, it says "${says}"`);
  }
  return grouped.has('NOT EXPLAINED') ? 1 : 0;
}

process.exitCode = await main();
