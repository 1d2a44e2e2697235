import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isTar, tarEntries } from './tar.ts';

const TOP = 'very'.repeat(20);

function made(...options: string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const deep = join(TOP, 'long'.repeat(20));
  mkdirSync(join(folder, deep), { recursive: true });
  writeFileSync(join(folder, 'a.txt'), 'hello');
  writeFileSync(join(folder, deep, 'b.txt'), 'x'.repeat(1000));
  return execFileSync('tar', ['-c', ...options, 'a.txt', TOP], { cwd: folder });
}

test.each([['--format=gnu'], ['--format=pax'], ['--format=ustar']])('reads what tar wrote (%s)', (format) => {
  const archive = made(format);
  expect(isTar(archive)).toBe(true);
  const { entries, whole } = tarEntries(archive);
  expect(whole).toBe(true);
  expect(entries.map(({ name, bytes }) => [name.split('/').at(-1), name.length > 150, bytes.length])).toEqual([
    ['a.txt', false, 5],
    ['b.txt', true, 1000],
  ]);
});

test('an archive that is cut off, or whose header makes no sense, is not whole', () => {
  const archive = made();
  expect(tarEntries(archive.subarray(0, 3000))).toMatchObject({ whole: false, entries: [{ name: 'a.txt' }] });
  const broken = Buffer.from(archive);
  broken.write('zzzzzzz', 124, 'latin1');
  expect(tarEntries(broken)).toEqual({ whole: false, entries: [] });
});
