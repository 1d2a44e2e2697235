import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { githubToken, openAi, randomText, stripeLive } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { compileScanner } from './scanner.ts';

const scanner = compileScanner(secretRules);
const found = (text: string | Buffer, path = 'a.txt'): string[] =>
  scanner.scan(Buffer.from(text), { path }).map(({ format, via }) => [format, ...via].join(' '));

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const escaped = (text: string): string =>
  Array.from(text)
    .map((one) => `\\u00${hex(one)}`)
    .join('');
const url = `${['postgres', '//'].join(':')}app:${randomText(20, 7)}@db.acme.io:5432/app`;
const pem = [
  '-----BEGIN PRIVATE',
  ' KEY-----\n',
  base64(Buffer.concat([Buffer.from([0x30]), Buffer.from(randomText(80, 4))])),
  '\n-----END PRIVATE',
  ' KEY-----\n',
].join('');

const TABLE: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['base 64 alone', `key: ${base64(openAi())}`, ['openai-key base64']],
  ['base 64 after one byte', `data: ${base64(`"${githubToken()}"`)}`, ['github-token base64']],
  ['base 64 after two bytes', `data: ${base64(`x=${stripeLive()}`)}`, ['stripe-live-key base64']],
  ['base 64 after much', `data: ${base64(`{"name":"some service","token":"${githubToken()}"}`)}`, ['github-token base64']],
  ['base 64 twice', `data: ${base64(JSON.stringify({ data: base64(openAi()) }))}`, ['openai-key base64 base64']],
  ['a key in base 64', `TLS_KEY=${base64(pem)}`, ['private-key base64']],
  ['an address in base 64', `url: ${base64(url)}`, ['database-url base64']],
  ['hexadecimal', `blob: ${hex(openAi())}`, ['openai-key hex']],
  ['percent', `https://x.example/?to=${encodeURIComponent(url)}&b=1`, ['database-url percent']],
  ['percent twice', `https://x.example/?to=${encodeURIComponent(encodeURIComponent(url))}`, ['database-url percent percent']],
  ['escapes', `var k = "${escaped(stripeLive())}"`, ['stripe-live-key unicode']],
  ['escaped slashes', `"db":"${url.replaceAll('/', '\\u002F')}"`, ['database-url unicode']],
  ['gzip in base 64', `payload = "${base64(gzipSync(`OPENAI_API_KEY=${openAi()}\n`))}"`, ['openai-key base64 gzip']],
  [
    'gzip that is cut off',
    `payload = "${base64(gzipSync(`OPENAI_API_KEY=${openAi()}\n${randomText(3000, 5)}`).subarray(0, 900))}"`,
    ['openai-key base64 gzip'],
  ],
  ['three times is too often', base64(JSON.stringify({ a: base64(JSON.stringify({ b: base64(openAi()) })) })), []],
  ['a picture', `url(data:image/png;base64,${base64(deflateSync(Buffer.from(randomText(3000, 5))))})`, []],
  ['of a word', base64('sk-learn-pipelines are described in the manual of the project'), []],
];
test.each(TABLE)('%s', (_, text, expected) => expect(found(text)).toEqual(expected));

test('a bomb is not unpacked', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000)).toString('base64');
  expect(found(`x = "${bomb}"`)).toEqual([]);
});

test('a file of beginnings is looked into in time that grows with its length', () => {
  const work = (text: string): number[] => {
    const before = { ...scanner.seen };
    scanner.scan(Buffer.from(text));
    return [scanner.seen.windows - before.windows, (scanner.seen.unwrapped - before.unwrapped) / 3];
  };
  const runs = [
    base64('sk-ant-sk-proj-').repeat(20_000),
    hex('sk-ant-').repeat(20_000),
    'eyJ'.repeat(60_000),
    '%3A%2F%2F'.repeat(20_000),
    '\\u002d'.repeat(20_000),
    ` H4sI${randomText(60, 4)}`.repeat(5000),
  ];
  for (const run of runs) expect(Math.max(...work(run)), run.slice(0, 12)).toBeLessThan(run.length);
});

test('UTF-16 with and without its mark, and offsets into the file', () => {
  const text = `name=x\nOPENAI_API_KEY=${openAi()}\n`;
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const at = text.indexOf(openAi());
  expect(scanner.scan(little)).toMatchObject([{ format: 'openai-key', line: 2, at: at * 2 }]);
  expect(scanner.scan(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toMatchObject([{ format: 'openai-key', line: 2, at: at * 2 + 2 }]);
  expect(scanner.scan(big)).toMatchObject([{ at: at * 2 }]);
  expect(scanner.scan(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toMatchObject([{ at: at * 2 + 2 }]);
});

test('of a program only what tells itself is found, and it is counted', () => {
  const before = scanner.seen.binary;
  const binary = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0, 3]), Buffer.from(`\0${openAi()}\0password: "${randomText(30, 9)}"\0`)]);
  expect(found(binary)).toEqual(['openai-key']);
  expect(scanner.seen.binary).toBe(before + 1);
});
