import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { githubToken, openAi, stripeLive } from '../../test/repository/made-up-secrets.ts';
import { zipOf } from '../formats/dmarc-report.fixture.ts';
import { scanContent } from './scan-content.ts';
import { openScanner } from './scanner.ts';

const scan = openScanner(0);
const found = (bytes: Uint8Array, path: string): unknown[] => scanContent(scan, bytes, path).hits.map(({ format, inside, line }) => [format, inside, line]);

function tarOf(name: string, text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  execFileSync('tar', ['-cf', 'a.tar', name], { cwd: folder });
  return readFileSync(join(folder, 'a.tar'));
}

const secretLine = `first line\nkey = "${stripeLive()}"\n`;

test.each([
  ['plain text', Buffer.from(secretLine), 'a.ts', [['stripe-live-key', undefined, 2]]],
  ['zip', zipOf({ 'src/pay.ts': secretLine }), 'backup.zip', [['stripe-live-key', 'src/pay.ts', 2]]],
  ['a zip with another name', zipOf({ 'a.ts': secretLine }), 'backup.dat', [['stripe-live-key', 'a.ts', 2]]],
  ['gz', gzipSync(secretLine), 'logs/app.log.gz', [['stripe-live-key', 'app.log', 2]]],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${secretLine}`, 'utf16le'), 'a.txt', [['stripe-live-key', undefined, 2]]],
  ['UTF-16 without', Buffer.from(secretLine, 'utf16le'), 'a.txt', [['stripe-live-key', undefined, 2]]],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${secretLine}`, 'utf16le').swap16(), 'a.txt', [['stripe-live-key', undefined, 2]]],
  ['binary', Buffer.concat([Buffer.alloc(300, 7), Buffer.from(`\0${githubToken()}\0`), Buffer.alloc(300)]), 'a.bin', [['github-token', undefined, 1]]],
])('%s', (_, bytes, path, expected) => expect(found(bytes, path)).toEqual(expected));

const address = ['postgresql', '//app:Zr8kQ2vLx9Tn4@db.acme.io:5432/app'].join(':');
const props = JSON.stringify({ props: { pageProps: { key: stripeLive(), db: address } } });
/** As Next.js streams it: JSON in a text in a script. */
const flight = JSON.stringify(`5:["$","$L6",null,${props}]\n`);
const filler = 'function a(b){return b?c(b.d,0x1f):void 0}var e=new Map([[1,"f"]]);'.repeat(2000);
test.each([
  ['the data of a page of Next.js', `<script id="__NEXT_DATA__" type="application/json">${props}</script>`, 'index.html', ['stripe-live-key', 'database-url']],
  ['the same with slashes escaped', `<script>window.__STATE__=${props.replaceAll('/', '\\/')}</script>`, 'index.html', ['stripe-live-key', 'database-url']],
  ['a server component', `<script>self.__next_f.push([1,${flight}])</script>`, 'index.html', ['stripe-live-key', 'database-url']],
  ['its file', `5:["$","$L6",null,${props}]\n`, 'index.rsc', ['stripe-live-key', 'database-url']],
  ['a comment of a page', `<html><!-- ${openAi()} --><p>hello</p>`, 'index.html', ['openai-key']],
  ['a minified bundle', `${filler}const k="${stripeLive()}";${filler}`, 'dist/assets/index-a1b2c3.js', ['stripe-live-key']],
  [
    'a map inside a script',
    `x()\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(props).toString('base64')}`,
    'a.js',
    ['stripe-live-key', 'database-url'],
  ],
])('%s', (_, text, path, formats) => {
  expect(
    scanContent(scan, Buffer.from(text), path)
      .hits.map(({ format, level }) => `${level} ${format}`)
      .sort(),
  ).toEqual(formats.map((format) => `blocker ${format}`).sort());
});

test('an archive in an archive', () => {
  const inner = gzipSync(tarOf('a.ts', secretLine));
  expect(found(zipOf({ 'inner.tgz': inner }), 'outer.zip')).toEqual([['stripe-live-key', 'inner.tgz → inner.tar → a.ts', 2]]);
});

test('a notebook names its cell, a source map its source; what stands elsewhere in them is not lost', () => {
  const notebook = { cells: [{ source: ['import os\n', `k = "${openAi()}"\n`], outputs: [{ text: [githubToken()] }] }], metadata: { token: githubToken(2) } };
  expect(found(Buffer.from(JSON.stringify(notebook)), 'a.ipynb')).toEqual([
    ['openai-key', 'cell 1', 2],
    ['github-token', 'cell 1, output', 1],
    ['github-token', undefined, 1],
  ]);
  const map = { version: 3, sources: ['src/pay.ts'], sourcesContent: [secretLine], mappings: '' };
  expect(found(Buffer.from(JSON.stringify(map)), 'app.js.map')).toEqual([['stripe-live-key', 'src/pay.ts', 2]]);
});

test('archives that cannot be unpacked are said, and what could be read is kept', () => {
  const zip = Buffer.from(zipOf({ 'a.ts': secretLine }));
  expect(scanContent(scan, zip.subarray(0, zip.length - 30), 'a.zip').gaps).toEqual([expect.stringContaining('zip archive')]);
  const gz = gzipSync(secretLine);
  expect(scanContent(scan, gz.subarray(0, gz.length - 20), 'a.gz').gaps).toEqual([expect.stringContaining('a: ')]);
  const bomb = gzipSync(Buffer.alloc(80_000_000));
  expect(scanContent(scan, bomb, 'bomb.gz')).toEqual({ hits: [], gaps: [expect.stringContaining('64 MB')] });
  let nested: Buffer = Buffer.from(secretLine);
  for (let depth = 0; depth < 6; depth++) nested = gzipSync(nested);
  expect(scanContent(scan, nested, 'a.gz')).toMatchObject({ hits: [], gaps: [expect.stringContaining('more than four times')] });
});
