import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { codeStamp } from './code-stamp.ts';

test('a bundled scanner is named by its chunk', async () => {
  expect(await codeStamp('file:///app/dist/chunks/scan-D0MzR_we.cjs')).toBe('scan-D0MzR_we.cjs');
});

test('from the sources: every change of what decides changes it, pages do not', async () => {
  const src = mkdtempSync(join(tmpdir(), 'lr-src-'));
  onTestFinished(() => rmSync(src, { recursive: true }));
  for (const folder of ['recognise/secrets', 'scan', 'data', 'formats', 'reporters']) mkdirSync(join(src, folder), { recursive: true });
  const stamp = (): Promise<string> => codeStamp(pathToFileURL(join(src, 'scan/scanner.ts')).href);
  const seen = [await stamp()];
  for (const file of ['scan/scanner.ts', 'recognise/secrets/search.ts', 'data/secret-rules.ts', 'formats/zip.ts']) {
    writeFileSync(join(src, file), 'one');
    seen.push(await stamp());
    writeFileSync(join(src, file), 'other');
    seen.push(await stamp());
  }
  expect(new Set(seen).size).toBe(9);
  writeFileSync(join(src, 'reporters/page.ts'), 'one');
  expect(await stamp()).toBe(seen.at(-1));
});
