import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileScanner } from './scanner.ts';

const scanner = compileScanner(secretRules);
const levels = (text: string, path: string): string[] =>
  scanner
    .scan(Buffer.from(text), { path })
    .filter(({ format }) => format === 'assigned-secret')
    .map(({ level }) => level);

const strong = randomText(40, 31);
/** Letters that no language puts in this order. */
const short = randomText(9, 12, 'bcdfghjklmnpqrtvwxz');

const TABLE: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  ['a constant', 'src/a.ts', `const sessionSecret = '${strong}';`, ['blocker']],
  ['with a type', 'src/a.ts', `const sessionSecret: string = "${strong}";`, ['blocker']],
  ['on the next line', 'src/a.ts', `const sessionSecret =\n  "${strong}";`, ['blocker']],
  ['in a test', 'tests/a.test.ts', `const sessionSecret = '${strong}';`, ['report']],
  ['in an object', 'src/a.py', `{"password": "${short}"}`, ['report']],
  ['escaped in a string', 'a.json', `"{\\"apiSecret\\":\\"${strong}\\"}"`, ['blocker']],
  ['in an environment file', '.env', `SMTP_PASSWORD=${short}\n`, ['report']],
  ['in settings', 'app.yml', `db:\n  password: ${short}\n`, ['report']],
  ['in a query', 'src/a.ts', `fetch("https://x.example/?access_token=${strong}&x=1")`, ['blocker']],
  ['in XML', 'pom.xml', `<password>${short}</password>`, ['report']],
  ['Ruby', 'a.rb', `:password => "${short}"`, ['report']],
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
  ['a connection string', 'src/a.cs', `var c = "Server=db;User Id=sa;Password=${short}7;Encrypt=true";`, ['report']],
  ['a statement', 'src/a.cs', `x = "y"; password=${short};`, []],
  ['a lower-case name', '.env', `PGPASSWORD=${short} psql\n`, ['report']],
  ['a hash', 'a.yml', `password: "$argon2id$v=19$m=65536,t=3,p=2$${strong}"`, []],
  ['a path', 'compose.yml', 'DB_PASSWORD_FILE=/run/secrets/db-password', []],
  ['a handshake', 'src/a.ts', `write('Sec-WebSocket-Key: ${strong}')`, []],
  ['names in a list', 'src/a.ts', '["OPENAI_API_KEY", "HF_TOKEN", "OPENID_CLIENT_SECRET", "x-api-key", "x-auth-token"]', []],
  ['minified code', 'dist/a.js', 'function(e){var t=this.token=e.nextToken(),n=t.key,r=n?o[n]:a;createToken("XRANGEPLAIN",`[v=\\\\s]*(${i[a.X]})`)}', []],
];
test.each(TABLE)('%s', (_, path, text, expected) => expect(levels(text, path)).toEqual(expected));
