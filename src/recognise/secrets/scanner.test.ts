import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { jwt, githubToken, openAi, randomText, stripeLive } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileScanner } from './scanner.ts';
import { anchorOf } from './shape.ts';

const scanner = compileScanner(secretRules, { now: 1.7e12 });
const scan = (bytes: Uint8Array): ReturnType<typeof scanner.scan> => scanner.scan(bytes);
const found = (text: string): string[] => scan(Buffer.from(text)).map((hit) => `${hit.class}${hit.sure ? '' : '?'} ${hit.format}`);

const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const awsId = ['AK', 'IA', randomText(16, 3, BASE32)].join('');
const google = ['AI', 'za', randomText(35, 9)].join('');
const scheme = ['postgresql', '//'].join(':');

const TABLE: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['Stripe', `const k = "${stripeLive()}"`, ['secret stripe-live-key']],
  ['Stripe test', ['sk', 'test', randomText(99, 2)].join('_'), ['test-key stripe-test-key']],
  ['Clerk by its name', `CLERK_SECRET_KEY=${['sk', 'live', randomText(42, 2)].join('_')}`, ['secret clerk-live-key']],
  ['OpenAI', openAi(), ['secret openai-key']],
  ['Anthropic', ['sk', 'ant', 'api03', randomText(93, 4)].join('-'), ['secret anthropic-key']],
  ['GitHub', `token: ${githubToken()}`, ['secret github-token']],
  ['SendGrid', ['SG', randomText(22, 5), randomText(43, 6)].join('.'), ['secret sendgrid-key']],
  ['Resend', ['re', randomText(8, 5), randomText(24, 6)].join('_'), ['secret resend-key']],
  ['Supabase service role', jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'service_role', exp: 2e9 }), ['secret supabase-service-role']],
  ['Supabase anon is public', jwt({ iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon', exp: 2e9 }), ['public supabase-service-role']],
  ['Supabase demo', jwt({ iss: 'supabase-demo', role: 'service_role', exp: 2e9 }), ['placeholder supabase-service-role']],
  ['the JWT of a manual', jwt({ sub: '1234567890', name: 'John Doe' }), ['placeholder signed-token']],
  ['another JWT is a session', jwt({ sub: 'c2f1', exp: 2e9 }), ['secret? signed-token']],
  ['a session that is over', jwt({ sub: 'c2f1', exp: 1e9 }), ['expired? signed-token']],
  ['AWS pair', `${awsId}\nAWS_SECRET_ACCESS_KEY=${randomText(40, 8)}`, ['secret aws-access-key', 'secret aws-secret-key']],
  ['AWS id alone', `id = ${awsId}`, ['secret? aws-access-key']],
  ['AWS documentation', ['AK', 'IA', 'IOSFODNN7', 'EXAMPLE'].join(''), ['placeholder aws-access-key']],
  ['Twilio by name', `TWILIO_AUTH_TOKEN="${randomText(32, 3, HEX)}"`, ['secret twilio-auth-token']],
  ['name without a value', 'TWILIO_AUTH_TOKEN=process.env.TWILIO_AUTH_TOKEN', []],
  ['Google in Firebase config', `{ apiKey: "${google}", authDomain: "x.firebaseapp.com" }`, ['public google-key']],
  ['Google as Gemini key', `GEMINI_API_KEY=${google}`, ['secret google-key']],
  ['Google unclear', `key = "${google}"`, ['secret? google-key']],
  ['private key', pem, ['secret private-key']],
  ['private key in JSON', JSON.stringify({ private_key: pem }), ['secret private-key']],
  ['private key of a manual', ['-----BEGIN PRIVATE', ' KEY-----\nyour-key-goes-here\n-----END PRIVATE', ' KEY-----'].join(''), []],
  ['marker in code', ["if (text.includes('-----BEGIN RSA PRIVATE", " KEY-----')) {}"].join(''), []],
  ['database', `${scheme}app:${randomText(20, 7)}@db.acme.io:5432/app`, ['secret database-url']],
  ['database on this machine', `${scheme}app:devpass12@localhost:5432/app`, ['placeholder database-url']],
  ['database on this machine with a password of chance', `${scheme}app:${randomText(20, 7)}@localhost:5432/app`, ['secret? database-url']],
  ['database of a compose file', `${scheme}postgres:postgres@db:5432/app`, ['placeholder database-url']],
  ['database of a manual', `${scheme}user:password@host.example.com/app`, ['placeholder database-url']],
  ['database from variables', `${scheme}\${USER}:\${PASS}@\${HOST}/app`, []],
  [
    'placeholders',
    `sk-ant-api03-your-key-here sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ${['sk', 'live', 'x'.repeat(30)].join('_')}`,
    ['placeholder ai-key', 'placeholder stripe-live-key'],
  ],
  ['inside longer words', `task-${randomText(40, 2)} desk_live_${randomText(30, 3)}`, []],
  ['a slug', 'sk-learn-pipelines-and-a-very-long-kebab-case-name', []],
];
test.each(TABLE)('%s', (_, text, expected) => expect(found(text)).toEqual(expected));

test('what an emulator or a manual gives to everybody is no secret', () => {
  const local = ['sb_secret', 'N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz'].join('_');
  const storage = ['Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6', 'IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='].join('');
  expect(found(`SUPABASE_SERVICE_ROLE_KEY=${local}`)).toEqual(['placeholder supabase-secret']);
  expect(found(`UseDevelopmentStorage;AccountKey=${storage};`)).toEqual(['placeholder azure-storage-key']);
  expect(found(`AZURE_ACCOUNT_KEY=${storage}`)).toEqual(['placeholder assigned-secret']);
  expect(found(`SUPABASE_SERVICE_ROLE_KEY=${local}x`)).toEqual(['secret supabase-secret']);
});

test('the same value has the same fingerprint, and nothing of it leaks', () => {
  const [a, b] = [scan(Buffer.from(`\n\nx = ${stripeLive()}`))[0], scan(Buffer.from(`"${stripeLive()}"`))[0]];
  expect(a?.fingerprint).toBe(b?.fingerprint);
  expect(a?.line).toBe(3);
  expect(JSON.stringify(a)).not.toContain(stripeLive().slice(4, 12));
  const weak = scan(Buffer.from(`${scheme}app:hunter22@db.acme.io/app`))[0];
  expect(weak).toMatchObject({ class: 'secret', fingerprint: undefined, masked: '… (8 characters)' });
});

test('hostile input stays cheap: long lines, beginnings without end', () => {
  const began = performance.now();
  for (const begin of secretRules.flatMap((rule) => [
    ...(rule.keywords ?? []),
    ...(rule.names ?? []),
    ...(rule.shapes ?? []).map((shape) => anchorOf(shape).literal),
  ]))
    scan(Buffer.from(begin.repeat(Math.ceil(30_000 / begin.length))));
  expect(performance.now() - began).toBeLessThan(10_000);
});
