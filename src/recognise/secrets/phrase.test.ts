import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileScanner } from './scanner.ts';

const scanner = compileScanner(secretRules);
const found = (text: string, path: string): string[] => scanner.scan(Buffer.from(text), { path }).map(({ format, level }) => `${format} ${level}`);

const strong = randomText(40, 31);
/** Letters that no language puts in this order. */
const short = randomText(9, 12, 'bcdfghjklmnpqrtvwxz');
const inFours = randomText(16, 9, 'bcdfghjklmnpqrtvwxz').replaceAll(/(.{4})(?=.)/g, '$1 ');
const option = (name: string): string => ['--', name].join('');

const GIVEN: readonly (readonly [name: string, path: string, text: string])[] = [
  ['SQL user', 'a.sql', `CREATE USER 'bob'@'%' IDENTIFIED BY '${short}';`],
  ['SQL role', 'a.sql', `CREATE ROLE bob WITH LOGIN PASSWORD '${short}';`],
  ['Gradle', 'build.gradle', `storePassword "${short}"`],
  ['option', 'run.sh', `acme login ${option('password')} ${short} -v`],
  ['option in quotes', 'run.sh', `acme ${option('api-key')} "${strong}"`],
  ['option of two words', 'run.sh', `acme ${option('db-password')} ${short}`],
  ['sshpass', 'run.sh', `sshpass -p ${short} ssh a@b`],
  ['docker login', 'run.sh', `docker login -u bob -p ${short} registry.acme.io`],
  ['mysql', 'run.sh', `mysql -u root -p${short} shop`],
  ['curl', 'run.sh', `curl -s -u admin:${short} https://api.acme.io`],
  ['curl, quoted', 'run.sh', `curl ${option('user')} "admin:${short}" https://api.acme.io`],
  ['netrc', '.netrc', `machine acme.io login bob password ${short}`],
  ['PowerShell', 'a.ps1', `ConvertTo-SecureString "${short}" -AsPlainText -Force`],
  ['another header', 'src/a.ts', `headers: { Authorization: "Token ${strong}" }`],
  ['attributes', 'web.config', `<add key="SmtpPassword" value="${short}"/>`],
  ['list in JSON', 'task.json', `{"name":"DB_PASSWORD","value":"${short}"}`],
  ['list in JSON over lines', 'task.json', `{\n  "name": "API_SECRET",\n  "value": "${strong}"\n}`],
  ['list in YAML', 'deploy.yml', `- name: DB_PASSWORD\n  value: ${short}\n`],
  ['default in JavaScript', 'src/a.ts', `const k = process.env.API_SECRET || "${strong}";`],
  ['default in TypeScript', 'src/a.ts', `const k = process.env['API_SECRET'] ?? '${strong}';`],
  ['default in Vite', 'src/a.ts', `const k = import.meta.env.VITE_API_SECRET || '${strong}';`],
  ['default in Deno', 'src/a.ts', `const k = Deno.env.get('API_SECRET') ?? "${strong}";`],
  ['a password of Google for an app', 'src/mail.ts', `auth: { user: 'me@acme.io', pass: '${inFours}' }`],
  ['the same in an environment file', '.env', `GMAIL_APP_PASSWORD=${inFours}`],
  ['bytes of Python', 'a.py', `SECRET_KEY = b'${strong}'`],
  ['C', 'wifi.h', `#define WIFI_PASSWORD "${short}"`],
  ['Terraform', 'a.tf', `variable "db_password" {\n  type = string\n  default = "${short}"\n}`],
  ['basic sign-in', 'a.py', `auth=("admin", "${short}")`],
  ['signing key', 'src/a.ts', `jwt.sign({ id }, "${strong}", { expiresIn: 60 })`],
  ['hash key', 'src/a.ts', `createHmac('sha256', '${strong}')`],
];
test.each(GIVEN)('%s', (_, path, text) => {
  expect(found(text, path)).toEqual([`written-secret ${path === 'README.md' ? 'report' : 'blocker'}`]);
  expect(found(`# ${text.replaceAll('\n', ' ')}`, path).filter((hit) => hit.endsWith('blocker'))).toEqual([]);
});

const NOT_GIVEN: readonly (readonly [name: string, path: string, text: string])[] = [
  ['prose', 'README.md', 'Use bearer-token authentication, then the password "administrator"; pass the -token parameter to login somebody password protected.'],
  ['variables', 'run.sh', `curl -u "$USER:$PASSWORD" x; acme ${option('password')} "$PASSWORD"; sshpass -p "\${PASS}" ssh a@b`],
  ['templates', 'a.yml', '- name: DB_PASSWORD\n  value: {{ .Values.password }}\n- name: TOKEN\n  valueFrom: x\n'],
  ['words', 'src/a.ts', "const theme = name || 'default-theme'; const key = props.key ?? 'primary-button'; jwt.sign(payload, 'secretsecret')"],
  ['a field', 'a.html', '<input type="password" name="password" value="" /><option name="token" value="tokenization">'],
  ['other names', 'task.json', `{"name":"COMMIT","value":"${randomText(40, 5, '0123456789abcdef')}"}`],
];
test.each(NOT_GIVEN)('nothing in %s', (_, path, text) => expect(found(text, path)).toEqual([]));
