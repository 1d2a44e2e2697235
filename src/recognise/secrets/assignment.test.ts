import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileScanner } from './scanner.ts';

const scanner = compileScanner(secretRules);
const levels = (text: string, path: string): string[] =>
  scanner
    .scan(Buffer.from(text), { path })
    .filter(({ format }) => format === 'assigned-secret')
    .map(({ class: kind, level }) => (kind === 'public' ? kind : level));

const strong = randomText(40, 31);
/** Letters that no language puts in this order. */
const short = randomText(9, 12, 'bcdfghjklmnpqrtvwxz');

const TABLE: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  ['a constant', 'src/a.ts', `const sessionSecret = '${strong}';`, ['blocker']],
  ['with a type', 'src/a.ts', `const sessionSecret: string = "${strong}";`, ['blocker']],
  ['on the next line', 'src/a.ts', `const sessionSecret =\n  "${strong}";`, ['blocker']],
  ['in a test', 'tests/a.test.ts', `const sessionSecret = '${strong}';`, ['report']],
  ['in an object', 'src/a.py', `{"password": "${short}"}`, ['blocker']],
  ['escaped in a string', 'a.json', `"{\\"apiSecret\\":\\"${strong}\\"}"`, ['blocker']],
  ['in an environment file', '.env', `SMTP_PASSWORD=${short}\n`, ['blocker']],
  ['in settings', 'app.yml', `db:\n  password: ${short}\n`, ['blocker']],
  ['in a query', 'src/a.ts', `fetch("https://x.example/?access_token=${strong}&x=1")`, ['blocker']],
  ['in XML', 'pom.xml', `<password>${short}</password>`, ['blocker']],
  ['Ruby', 'a.rb', `:password => "${short}"`, ['blocker']],
  ['Go', 'a.go', `apiSecret := "${strong}"`, ['blocker']],
  ['a token that clients have', 'src/a.ts', `const TRUSTED_CLIENT_TOKEN = '${randomText(32, 8, '0123456789ABCDEF')}';`, ['report']],
  ['a public key', 'app.json', `{"pubkey":"${strong}"}`, []],
  ['a key that is in every page', 'src/a.ts', `const recaptchaSiteKey = '${strong}', siteVerificationToken = '${strong}';`, []],
  ['words run together', 'src/a.ts', `<input placeholder="apiSecret" value={apiSecret} secret="myKeyThatOpensTheStore">`, []],
  ['a word of another language', 'locales/da.ts', "Password: 'Kodeord', apiToken: 'Adgangsnøgle'", []],
  ['texts of an interface', 'src/locales/nl.ts', `password: '${short}'`, []],
  ['everyday passwords of tests', 'tests/a.test.ts', "const a = { password: 'peanuts' }; send('user=tj&password=nogood')", []],
  ['a path before the next one', 'tests/a.py', `["file:///etc/passwd",\n "magnet:?xt=urn:btih:${randomText(40, 3, '0123456789abcdef')}"]`, []],
  ['a badge', 'README.md', `[![x](https://ci.example/badge.svg?token=${short.toUpperCase()}7)]`, []],
  ['a fingerprint', 'README.md', `- Release GPG key: ${randomText(40, 5, '0123456789ABCDEF')}`, []],
  ['a token against forged requests', 'a.test.js', `cookie: 'csrftoken=${short}4; x=1'`, []],
  ['an expression', 'src/a.ts', `const password = ${short};`, []],
  ['from the environment', 'src/a.ts', 'const apiSecret = process.env.API_SECRET_VALUE_123;', []],
  ['with a default from a manual', 'src/a.ts', "sessionSecret: process.env.SESSION_SECRET || 'youshouldchangethistosomethingsecret'", []],
  ['a template', 'a.yml', 'password: ${{ secrets.DB_PASSWORD_2 }}', []],
  ['a placeholder', '.env', 'API_SECRET=your-api-secret-goes-here-123', []],
  ['a word', 'a.yml', 'password: administrator', []],
  ['its own name', 'src/a.ts', "passwordField: 'new_password'", []],
  ['a label', 'src/a.ts', "passwordLabel: 'Passwort wxzqk eingeben'", []],
  ['a comparison with a password', 'src/a.ts', `if (password === '${short}') {}`, ['report']],
  ['a comparison with a word', 'src/a.ts', "if (password === 'confirm-it' && token !== '" + short + "') {}", []],
  ['a connection string', 'src/a.cs', `var c = "Server=db;User Id=sa;Password=${short}7;Encrypt=true";`, ['blocker']],
  ['a statement', 'src/a.cs', `x = "y"; password=${short};`, []],
  ['random bytes in base 64', 'src/a.ts', `const sessionSecret = '${createHash('sha384').update('any').digest('base64')}';`, ['blocker']],
  ['a path', 'src/a.ts', "const password = 'modules/account/passwordRecovery2/screens'", []],
  ['four words', 'src/mail.ts', "auth: { user: 'me', pass: 'your mail pass word' }, password: 'then open that door'", []],
  ['in a comment', 'src/a.ts', `  // const sessionSecret = '${strong}';`, ['report']],
  ['commented out', 'app.yml', `#   password: ${short}`, ['report']],
  ['a password of eight letters', 'app.yml', `password: ${randomText(8, 6, 'bcdfghjklmnpqrtvwxz')}`, ['blocker']],
  ['a password of few letters', 'app.yml', `password: ${short.slice(0, 7)}`, ['report']],
  ['a hash of a password', 'seed.sql.ts', `passwordHash: '${randomText(64, 5, 'abcdef0123456789')}', password_digest: "${strong}"`, []],
  ['typed with one hand', 'src/a.ts', "const password = 'asdfghjkl', secret = 'qwertzuiop1', token2 = 'asdasdasd'", ['report', 'report', 'report']],
  ['a wrapped word', 'secret.yaml', `password: ${Buffer.from('administrator').toString('base64')}`, []],
  ['a wrapped password', 'secret.yaml', `password: ${Buffer.from(`${short}-${short}`).toString('base64')}`, ['blocker']],
  ['said to be none', 'src/a.ts', `const invalidApiToken = '${strong}', mockSecret = '${strong}'`, []],
  [
    'the key of a search box',
    'docusaurus.config.ts',
    `algolia: {\n  appId: 'X',\n  apiKey: '${randomText(32, 4, '0123456789abcdef')}',\n  indexName: 'docs' }`,
    ['public'],
  ],
  ['the secret beside it', 'src/a.ts', `algolia: {\n  appId: 'X',\n  adminApiKey: '${randomText(32, 4, '0123456789abcdef')}' }`, ['blocker']],
  ['a key for nobody in particular', 'src/a.ts', `const weatherApiKey = '${randomText(32, 4, '0123456789abcdef')}'`, ['blocker']],
  ['a word of a language that we do not know', 'src/locales/pl.ts', `password: '${short}'`, []],
  ['a badge of another service', 'README.md', `![x](https://img.shields.io/codecov/c/gh/a/b?token=${short.toUpperCase()}7)`, []],
  ['a name for a lock', 'src/a.ts', `'Lock-Token': 'urn:uuid:${randomText(32, 3, '0123456789abcdef')}'`, []],
  ['a lower-case name', '.env', `PGPASSWORD=${short} psql\n`, ['blocker']],
  ['a hash', 'a.yml', `password: "$argon2id$v=19$m=65536,t=3,p=2$${strong}"`, []],
  ['a path', 'compose.yml', 'DB_PASSWORD_FILE=/run/secrets/db-password', []],
  ['a handshake', 'src/a.ts', `write('Sec-WebSocket-Key: ${strong}')`, []],
  ['names in a list', 'src/a.ts', '["OPENAI_API_KEY", "HF_TOKEN", "OPENID_CLIENT_SECRET", "x-api-key", "x-auth-token"]', []],
  ['minified code', 'dist/a.js', 'function(e){var t=this.token=e.nextToken(),n=t.key,r=n?o[n]:a;createToken("XRANGEPLAIN",`[v=\\\\s]*(${i[a.X]})`)}', []],
];
test.each(TABLE)('%s', (_, path, text, expected) => expect(levels(text, path)).toEqual(expected));
