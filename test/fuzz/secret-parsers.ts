import { Buffer } from 'node:buffer';
import { secretRules } from '../../src/data/secret-rules.ts';
import { readAssignment } from '../../src/recognise/secrets/assignment.ts';
import { decodeText } from '../../src/recognise/secrets/decode-text.ts';
import { type DecoderKind, decoderOf } from '../../src/recognise/secrets/decoders.ts';
import { judgeUrl } from '../../src/recognise/secrets/looks/address.ts';
import { isPublicToken } from '../../src/recognise/secrets/looks/jwt.ts';
import { isInventedText, isTypedBlindly } from '../../src/recognise/secrets/made-up.ts';
import { namesSecretForSure, nameKind } from '../../src/recognise/secrets/name-kind.ts';
import { chanceBits, surprise } from '../../src/recognise/secrets/rarity.ts';
import { compileScanner } from '../../src/recognise/secrets/scanner.ts';
import { patternsOf } from '../../src/recognise/secrets/compile-rules.ts';
import { readShape, sampleOf } from '../../src/recognise/secrets/shape.ts';
import { isInComment, isOfBrowsers } from '../../src/recognise/secrets/surroundings.ts';
import { jwt, randomText, stripeLive } from '../repository/made-up-secrets.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const scanners = [compileScanner(secretRules), compileScanner(secretRules, { fallback: true })];
const secret = randomText(32, 3);
const SAMPLES = [
  `const sessionSecret: string = '${secret}';\n# password: "${secret}"\n{"api_key":"${secret}"}`,
  `DATABASE_URL=postgres://app:${secret}@db.acme.io/app\ncurl -u admin:${secret} https://x.example`,
  `Authorization: Bearer ${secret}\nBasic ${Buffer.from(`bob:${secret}`).toString('base64')}\n${jwt({ sub: 'x' })}`,
  `algolia: { apiKey: '${secret}' } process.env.API_SECRET || '${secret}'\n- name: DB_PASSWORD\n  value: ${secret}`,
  `x = "${Buffer.from(stripeLive()).toString('base64')}" y = "${Buffer.from(stripeLive()).toString('hex')}" \\u002d %3A%2F%2F H4sIAAAA`,
  ['-----BEGIN PRIVATE', ` KEY-----\nMII${secret}\n-----END PRIVATE`, ' KEY-----'].join(''),
];
const KINDS: readonly DecoderKind[] = ['base64', 'hex', 'gzip', 'percent', 'unicode'];
/** What a window is at most. */
const WINDOW = 16_384;

export const secretParsers: readonly FuzzedParser[] = [
  fuzzed({
    file: 'secrets/scanner',
    name: 'scan',
    samples: SAMPLES,
    read(text) {
      const bytes = Buffer.from(text, 'latin1');
      const [wasm, js] = scanners.map((scanner) => scanner.scan(bytes, { path: 'a.env' }));
      if (JSON.stringify(wasm) !== JSON.stringify(js)) throw new Error('with and without WebAssembly something else is found');
      return wasm ?? [];
    },
    faults: (hits: readonly { readonly at: number }[]) => hits,
  }),
  fuzzed({
    file: 'secrets/assignment',
    name: 'readAssignment',
    samples: SAMPLES,
    read(text) {
      const at = text.search(/secret|password|key/i);
      return readAssignment(text.slice(0, WINDOW), Math.max(0, at), 6);
    },
    faults: (given: { readonly from: number } | undefined) => (given ? [{ at: given.from }] : []),
  }),
  fuzzed({
    file: 'secrets/shape',
    name: 'readShape',
    samples: ['sk-proj-{40-200w}', '{11w}:APA91b{130-180w}', 'sk-lf-{uuid}', 'a{3h}b{0-2d}'],
    read(text) {
      const parts = readShape(text);
      const least = parts.reduce((sum, part) => sum + part.least, 0);
      if (least < 5000 && sampleOf(text, (alphabet) => alphabet.charAt(0)).length !== least) throw new Error('a sample has another length');
      const { on } = patternsOf(text);
      return [parts.length, on.source.length];
    },
    refuses: (error) => error instanceof RangeError,
  }),
  ...KINDS.map((kind) =>
    fuzzed({
      file: 'secrets/decoders',
      name: kind,
      samples: SAMPLES,
      read: (text) => decoderOf(kind, 'eyJ', 0).decode({ text, at: Math.min(8, text.length), length: 3, now: 0 })?.bytes.length,
    }),
  ),
  fuzzed({
    file: 'secrets/decode-text',
    name: 'decodeText',
    samples: ['\xff\xfea\0b\0', 'a\0b\0c\0', '\x7fELF\0\0'],
    read: (text) => decodeText(Buffer.from(text, 'latin1')).bytes.length,
  }),
  fuzzed({ file: 'secrets/looks/address', name: 'judgeUrl', samples: [`app:${secret}@db.acme.io:5432`], read: judgeUrl }),
  fuzzed({ file: 'secrets/looks/jwt', name: 'isPublicToken', samples: [jwt({ role: 'anon', iss: 'supabase' })], read: isPublicToken }),
  fuzzed({
    file: 'secrets/name-kind',
    name: 'nameKind',
    samples: ['API_SECRET_KEY', 'user.passwordHash'],
    read: (text) => [nameKind(text), namesSecretForSure(text)],
  }),
  fuzzed({
    file: 'secrets/rarity',
    name: 'chanceBits',
    samples: [secret, 'administrator'],
    read: (text) => [surprise(text), chanceBits(text), isInventedText(text), isTypedBlindly(text)],
  }),
  fuzzed({
    file: 'secrets/surroundings',
    name: 'isInComment',
    samples: SAMPLES,
    read: (text) => {
      const window = { text, at: text.length >> 1, length: 3, now: 0, around: () => text };
      return [isInComment(window), isOfBrowsers(window, 'apiKey')];
    },
  }),
];
