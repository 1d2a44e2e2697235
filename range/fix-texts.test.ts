/* Every text that our fixes print for a stack, as its own reader reads it: JSON, JavaScript, shell, _headers. Configurations of servers: real/fix-texts.real.ts. */
import { execFileSync } from 'node:child_process';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { encryptedRemedy } from '../src/checks/edge/address-remedies.ts';
import { coverRemedy } from '../src/checks/edge/certificate-remedies.ts';
import { fixTexts } from './fix-texts.ts';

const reads = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};
const isModule = (text: string): boolean => reads(() => parseAst(text, { lang: 'ts', sourceType: 'module' }));
/** A whole file, members of the object in a configuration, or lines of a function, with imports before them. */
function isScript(text: string): boolean {
  const imports = text.split('\n').filter((line) => line.startsWith('import '));
  const rest = text.split('\n').filter((line) => !line.startsWith('import '));
  const inside = [...imports, 'async function route(request: Request) {', ...rest, '}'].join('\n');
  return isModule(text) || isModule(`export default {\n${text}\n};`) || isModule(inside);
}
/** Of Netlify: a path, then indented lines of `Name: value`. */
const HEADERS_FILE = /^(?:\/\S*\n(?: {2}[A-Za-z-]+: \S.*(?:\n|$))+)+$/;
/** Of vercel.json, as its published schema has it. */
const isVercel = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([name, all]) =>
      name === 'headers' &&
      Array.isArray(all) &&
      all.every(
        ({ source, headers }: { source: unknown; headers: { key: unknown; value: unknown }[] }) =>
          typeof source === 'string' && source.startsWith('/') && headers.every(({ key, value: text }) => typeof key === 'string' && typeof text === 'string'),
      ),
  );

const texts = fixTexts();

test('it sees the texts', () => {
  expect(texts.length).toBeGreaterThan(100);
  for (const language of ['ts', 'json', 'nginx', 'shell', 'text']) expect(texts.filter((one) => one.language === language).length).toBeGreaterThan(1);
});

test.each([
  ['JavaScript', texts.filter(({ language }) => language === 'ts'), isScript],
  ['JSON', texts.filter(({ language }) => language === 'json'), (text: string) => reads(() => JSON.parse(text))],
  ['vercel.json', texts.filter(({ where }) => where.startsWith('vercel.json')), (text: string) => reads(() => JSON.parse(text)) && isVercel(JSON.parse(text))],
  ['_headers', texts.filter(({ where }) => where.startsWith('_headers')), (text: string) => HEADERS_FILE.test(text)],
  ['shell', texts.filter(({ language }) => language === 'shell'), (text: string) => reads(() => execFileSync('bash', ['-n', '-c', text]))],
] as const)('%s', (_, some, isRead) => {
  expect(some.length).toBeGreaterThan(0);
  expect(some.filter(({ text }) => !isRead(text))).toEqual([]);
});

test('every text says where it goes', () => {
  expect(texts.filter(({ where }) => where.length < 5)).toEqual([]);
});

test('what a server or a page says never becomes part of a command', () => {
  const hostile = ["a.acme.example'; touch /tmp/x; '", '$(id).acme.example', '*.acme.example', 'other.example', '-d.acme.example;id', 'www.acme.example'];
  expect(coverRemedy('nginx', 'app.acme.example', hostile, 'acme.example').snippet?.text.split('\n')[0]).toBe(
    'sudo certbot --nginx --expand -d www.acme.example -d app.acme.example',
  );
  const origins = ["http://a.example'; id; '", 'http://$(id).example', 'http://a.example:81', 'javascript://a.example', 'http://a|b.example'];
  expect(encryptedRemedy(['By hand.'], origins)).toEqual({ steps: ['By hand.'] });
});
