import { expect, test } from 'vitest';
import { badLines, card, goodLines, harmlessLines, jwt, token } from '../../../range/logs/lines.ts';
import { loadRules } from '../../scan/scanner.ts';
import { logSecretFinder } from '../../probes/logs/find-log-secrets.ts';
import type { LogFacts } from './log-facts.ts';
import { logScanner } from './scan-log.ts';

const NOW = 1_764_563_264;
const findSecretsByCatalogue = logSecretFinder(NOW * 1000, undefined);

function scan(text: string, chunk = 1 << 16, mostLine?: number): LogFacts {
  const scanner = logScanner({ findSecrets: findSecretsByCatalogue, now: NOW, ...(mostLine !== undefined && { mostLine }) });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) scanner.push(bytes.subarray(at, at + chunk));
  return scanner.end();
}
const kindsIn = (text: string): string[] => [...new Set(scan(text).finds.map(({ kind }) => kind))].sort();

test.each(Object.entries(badLines(NOW)))('%s is found, and nothing else beside it', (kind, lines) => {
  expect(kindsIn(`${lines.join('\n')}\n`).filter((found) => found !== 'ip' || kind === 'ip')).toEqual([kind]);
});

test.each(harmlessLines())('no alarm: %s', (line) => expect(scan(`${line}\n`).finds).toEqual([]));

test('a rule of the config counts in logs', async () => {
  const rules = await loadRules([{ id: 'acme-session', keywords: ['acme_'], pattern: 'acme_([a-z0-9]{24})' }]);
  const line = `issued acme_${'q7x2m9k4'.repeat(3)} to a visitor\n`;
  const found = (findSecrets: typeof findSecretsByCatalogue): string[] => {
    const scanner = logScanner({ findSecrets, now: NOW });
    scanner.push(Buffer.from(line));
    return scanner.end().finds.map(({ kind, what }) => `${kind} ${String(what)}`);
  };
  expect([found(findSecretsByCatalogue), found(logSecretFinder(NOW * 1000, undefined, rules))]).toEqual([[], ['secret acme-session']]);
});

test('a log that gives nothing away', () => {
  const facts = scan(`${goodLines().join('\n')}\n`);
  expect(facts.finds).toEqual([]);
  expect(facts).toMatchObject({
    lines: 121,
    entries: 121,
    structured: 121,
    withRequestId: 120,
    requests: 120,
    failedRequests: 10,
    errors: 4,
    starts: 1,
    cutLines: 0,
  });
});

test('what is found is masked, counted, and named by its line', () => {
  const [find] = scan(`${goodLines(3).join('\n')}\n${badLines(NOW)['password']?.join('\n')}\n`).finds;
  expect(find).toEqual({ kind: 'password', what: 'password', sure: true, times: 1, lines: 1, examples: [{ line: 5, masked: '… (14 characters)' }] });
  const everything = JSON.stringify(scan(Object.values(badLines(NOW)).flat().join('\n')));
  for (const raw of ['Tulip', 'lovelace', card(1).slice(0, 8), 'DE893', token('bearer').slice(0, 8), 'wife'])
    expect(everything.toLowerCase()).not.toContain(raw.toLowerCase());
});

test('the same for every size of the pieces it arrives in', () => {
  const text = [...goodLines(8), ...Object.values(badLines(NOW)).flat(), ...harmlessLines()].join('\n');
  const whole = scan(text);
  for (const chunk of [1, 7, 64, 1000]) expect(scan(text, chunk)).toEqual(whole);
});

test.each([
  ['live', jwt(NOW + 60), 'live authenticated'],
  ['expired', jwt(NOW - 60), 'expired authenticated'],
  ['endless', jwt(undefined, { role: 'service_role' }), 'endless service_role'],
])('a token that is %s', (_, value, what) => expect(scan(`seen ${value}.\n`).finds.find(({ kind }) => kind === 'jwt')?.what).toBe(what));

test('of a line without end only the beginning is looked at', () => {
  const long = `password="Tulip-Garden-9" ${'x'.repeat(5000)} email ada@analytical-engines.org`;
  const facts = scan(`${long}\nsent to bob@analytical-engines.org\n`, 100, 1000);
  expect(facts.cutLines).toBe(1);
  expect(facts.finds.map(({ kind, examples }) => [kind, examples[0]?.line])).toEqual([
    ['email', 2],
    ['password', 1],
  ]);
});

const logged = (body: object, headers: object): string => `${JSON.stringify({ level: 'debug', body: JSON.stringify(body), headers })}\n`;
test.each([
  ['what somebody wrote', { message: 'My knee hurts since Tuesday' }, 'prompt'],
  ['a password of words', { email: 'a@b.example', password: 'correct horse battery' }, 'password'],
])('%s, in the body of a request that is logged whole; in an answer it is what went wrong', (_, body, kind) => {
  expect(kindsIn(logged(body, { accept: '*/*', host: 'app.acme.example' }))).toEqual([kind]);
  expect(kindsIn(logged(body, { server: 'nginx' }))).toEqual([]);
  expect(kindsIn(`${JSON.stringify({ body, headers: { 'user-agent': 'node' } })}\n`)).toEqual([kind]);
  expect(kindsIn(`${JSON.stringify({ level: 'info', ...body, headers: { 'user-agent': 'node' } })}\n`)).toEqual([]);
});

test('many numbers of the length of a card are cards when most pass the check, not when one in ten does', () => {
  const numbers = Array.from({ length: 200 }, (_, at) => `ref ${4_000_000_000_000_000 + at * 7919}`);
  expect(kindsIn([1, 2, 3, 4].map((seed) => `ref ${card(seed)}\n`).join(''))).toEqual(['card']);
  expect(kindsIn(`${numbers.join('\n')}\n`)).toEqual([]);
});

test('bytes that are no text do no harm', () => {
  const bytes = Uint8Array.from({ length: 4096 }, (_, at) => (at * 131) % 256);
  const scanner = logScanner({ findSecrets: findSecretsByCatalogue, now: NOW });
  scanner.push(bytes);
  expect(scanner.end().bytes).toBe(4096);
});
