import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Files } from '../../ports/io.ts';
import { filesBelow } from './files.ts';

let outside = '';
let files: Files;
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'files-'));
  const root = join(outside, 'repo');
  await mkdir(join(root, 'src'), { recursive: true });
  await writeFile(join(outside, 'private.txt'), 'private');
  await writeFile(join(root, 'src', 'a.txt'), 'hello');
  await symlink(join(outside, 'private.txt'), join(root, 'link.txt'));
  await symlink(outside, join(root, 'out'));
  await symlink(root, join(root, 'src', 'loop'));
  files = await filesBelow(root);
});
afterAll(() => rm(outside, { recursive: true }));

test('reads, lists and caps', async () => {
  expect(new TextDecoder().decode((await files.read('src/a.txt', 100)).bytes)).toBe('hello');
  expect(await files.read('src/a.txt', 2)).toMatchObject({ truncated: true, bytes: { length: 2 } });
  expect(await files.list('')).toMatchObject([
    { path: 'link.txt', kind: 'link' },
    { path: 'out', kind: 'link' },
    { path: 'src', kind: 'directory' },
  ]);
  expect(await files.stat('src/a.txt')).toEqual({ path: 'src/a.txt', kind: 'file', bytes: 5 });
  expect(await files.stat('nothing/here')).toBeUndefined();
});

test.each(['../private.txt', 'src/../../private.txt', 'link.txt', 'out/private.txt', 'src/loop/src/a.txt'])('does not follow %s', async (path) => {
  await expect(files.read(path, 100)).rejects.toThrow(/leads out|goes through a link|not a plain file/);
});

test('who reads many small files lets others run between them', async () => {
  let turns = 0;
  const count = (): void => void (turns++ < 1000 && setImmediate(count));
  setImmediate(count);
  for (let n = 0; n < 200; n++) await files.read('src/a.txt', 100);
  expect(turns).toBeGreaterThan(3);
});

test('a large file is read in pieces like a small one', async () => {
  const path = join(outside, 'repo', 'large.bin');
  await writeFile(path, Buffer.alloc(2_500_000, 'abc'));
  const [whole, part] = [await files.read('large.bin', 3_000_000), await files.read('large.bin', 1_500_000, 2_000_001)];
  expect([whole.bytes.length, whole.truncated, whole.changed]).toEqual([2_500_000, false, false]);
  expect(Buffer.from(part.bytes).equals(Buffer.from(whole.bytes.subarray(2_000_001)))).toBe(true);
  await rm(path);
});
