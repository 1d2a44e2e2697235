import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { Secret } from '../model/text.ts';
import { compileOwnValues, type NamedValue } from './own-values.ts';
import { secretFingerprint } from './secrets/fingerprint.ts';

const RULES = {
  secret: /SECRET|PASSWORD|(?:^|_)(?:API_?KEY|TOKEN)$|DATABASE_URL/,
  browser: /PUBLISHABLE|SENTRY|_URL$/,
  publicPrefixes: ['NEXT_PUBLIC_', 'VITE_'],
};
// Made at run time, so that no file of ours holds a key.
const VALUE = ['q8Zr', 'Wm2+x/L', '0vTn"7&Kd p', '>>>?', 'é9Yb'].join('');
const PLAIN = ['kR7w', 'Qz91', 'mXb4', 'Tn0p'].join('');
const named = (values: Readonly<Record<string, string>>): NamedValue[] => Object.entries(values).map(([name, value]) => ({ name, value: new Secret(value) }));
const variables = (values: Readonly<Record<string, string>>, known: Readonly<Record<string, string>> = {}): readonly string[] =>
  compileOwnValues(named(values), RULES, named(known)).variables;
const found = (values: Readonly<Record<string, string>>, text: string) =>
  compileOwnValues(named(values), RULES)
    .scan(Buffer.from(text))
    .map(({ encoding }) => encoding);

describe('values found however they are written', () => {
  const json = JSON.stringify(VALUE).slice(1, -1);
  test.each([
    ['raw', VALUE, 'raw'],
    ['in JSON', json, 'json'],
    ['in JSON in a string', JSON.stringify(json).slice(1, -1), 'json'],
    ['in JSON that is safe in HTML', json.replaceAll('&', '\\u0026').replaceAll('>', '\\u003e'), 'json'],
    ['in JSON that escapes the slash', json.replaceAll('/', '\\/'), 'json'],
    ['in an address', encodeURIComponent(VALUE), 'url'],
    ['in an address in small letters', encodeURIComponent(VALUE).replaceAll(/%../g, (code) => code.toLowerCase()), 'url'],
    ['in a form', new URLSearchParams({ a: VALUE }).toString().slice(2), 'url'],
    ['in HTML', VALUE.replaceAll('&', '&amp;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'), 'html'],
    ['in hexadecimal', Buffer.from(VALUE).toString('hex'), 'hex'],
    ['in capital hexadecimal', Buffer.from(VALUE).toString('hex').toUpperCase(), 'hex'],
    ['in base 64', Buffer.from(VALUE).toString('base64'), 'base64'],
    ...['', 'x', 'xy', 'xyz', 'Basic user:'].flatMap((before) =>
      ['', '?', '??'].map((after) => [`in base 64 after "${before}" and before "${after}"`, Buffer.from(before + VALUE + after).toString('base64'), 'base64']),
    ),
    ...['', 'x', 'xy'].map((before) => [`in base64url after "${before}"`, Buffer.from(before + VALUE).toString('base64url'), 'base64']),
  ])('%s', (_, text, encoding) => {
    const hits = found({ MODEL_API_KEY: VALUE }, `before ${text} after`);
    expect(hits).toContain(encoding);
    expect(found({ MODEL_API_KEY: VALUE }, `before ${text.slice(0, -9)}`)).toEqual([]);
  });
});

test('a key by its form is one behind a prefix for browsers too', () => {
  const value = new Secret(PLAIN);
  expect(compileOwnValues([{ name: 'NEXT_PUBLIC_MODEL', value }], RULES).variables).toEqual([]);
  expect(compileOwnValues([{ name: 'NEXT_PUBLIC_MODEL', value, isKey: true }], RULES).variables).toEqual(['NEXT_PUBLIC_MODEL']);
});

test('a hit names the variables, and nothing of the value', () => {
  const [hit] = compileOwnValues(named({ MODEL_API_KEY: PLAIN, OTHER_TOKEN: PLAIN }), RULES).scan(Buffer.from(`x=${PLAIN};`));
  expect(hit).toEqual({ variables: ['MODEL_API_KEY', 'OTHER_TOKEN'], encoding: 'raw', masked: '… (16 characters)', fingerprint: undefined, at: 2, length: 16 });
  const long = `${PLAIN}${PLAIN.toLowerCase()}`;
  expect(compileOwnValues(named({ A_TOKEN: long }), RULES).scan(Buffer.from(long))[0]?.fingerprint).toBe(secretFingerprint(long));
});

test('an address is looked for by its password, a key file by a line that only it has', () => {
  const password = ['zT5q', 'Lw8m', 'Vc2r'].join('');
  expect(found({ DB: `postgres://app:${password}@db.acme.io/app` }, `const p = "${password}"`)).toEqual(['raw']);
  const body = Array.from({ length: 200 }, (_, at) => 'ABcdEFghIJklMN0pQRstUVwxYZ12345678'[(at * 7) % 34]).join('');
  const key = `-----BEGIN PRIVATE KEY-----\\n${body.slice(0, 64)}\\n${body.slice(64, 128)}\\n${body.slice(128)}\\n-----END PRIVATE KEY-----`;
  expect(found({ SIGNING_SECRET: key }, `x\n${body.slice(64, 128)}\n`)).toEqual(['raw']);
});

describe('what could stand somewhere by accident, or is meant to be seen, is not looked for', () => {
  const jwt = (claims: object): string => ['eyJhbGciOiJIUzI1NiJ9', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'x'.repeat(10) + PLAIN].join('.');
  test.each([
    ['empty', 'A_SECRET', ''],
    ['a switch', 'A_SECRET', 'true'],
    ['a word', 'A_SECRET', 'production'],
    ['words', 'APP_SECRET', 'acme-assist-production'],
    ['a number', 'A_TOKEN', '3000300030003000'],
    ['an address without password', 'AUTH_SECRET', 'https://acme.example/api/v1/callback'],
    ['a mail address', 'MAIL_PASSWORD', 'someone.important@acme.example'],
    ['a path', 'A_SECRET', '/run/secrets/acme_db_password'],
    ['short', 'A_PASSWORD', 'x7Kq9!'],
    ['made up', 'A_SECRET', 'your-super-secret-key-here-123456'],
    ['of a variable for browsers', 'NEXT_PUBLIC_API_KEY', PLAIN],
    ['of a browser product', 'SENTRY_TOKEN', PLAIN],
    ['a name that promises nothing', 'BUILD_ID', PLAIN],
    ['a publishable key', 'STRIPE_API_KEY', `pk_live_${PLAIN}`],
    ['an anonymous Supabase token', 'SUPABASE_API_KEY', jwt({ role: 'anon', iss: 'supabase', ref: 'abc' })],
    ['a local database', 'DATABASE_URL', 'postgres://postgres:postgres@localhost:5432/app'],
    ['too long', 'A_SECRET', PLAIN.repeat(2000)],
  ])('%s', (_, name, value) => {
    expect(variables({ [name]: value })).toEqual([]);
  });

  test('the same value under a name for browsers, or in an example file', () => {
    expect(variables({ API_KEY: PLAIN, VITE_API_KEY: PLAIN })).toEqual([]);
    expect(variables({ API_KEY: PLAIN }, { API_KEY: PLAIN })).toEqual([]);
    expect(variables({ API_KEY: PLAIN, SENTRY_AUTH_TOKEN: '', B_SECRET: VALUE })).toEqual(['API_KEY', 'B_SECRET']);
  });
});
