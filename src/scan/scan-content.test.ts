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
