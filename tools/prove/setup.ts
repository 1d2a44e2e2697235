/* Set-up of every test file that `npm run prove-rows` runs: what is proven there becomes breakable. Without breaking, nothing changes. */
import { relative, resolve } from 'node:path';
import { expect, inject, vi } from 'vitest';
import { breakable, breakProperty } from './broken.ts';
import { emptyCell } from './cells.ts';

const root = resolve(import.meta.dirname, '../..');
const here = relative(root, expect.getState().testPath ?? '').replaceAll('\\', '/');
const covers = [...new Set(inject('proofs').flatMap(({ cover, test }) => (test === here ? [cover] : [])))];

const parts = Map.groupBy(
  covers.filter((cover) => cover.includes('#')),
  (cover) => cover.split('#')[0] ?? '',
);
for (const [file, named] of parts)
  vi.doMock(resolve(root, file), async (original) => {
    const module = await original<Record<string, unknown>>();
    const exported = (cover: string): string => cover.split('#')[1] ?? '';
    for (const cover of named) if (!(exported(cover) in module)) throw new Error(`${cover}: there is no such export`);
    return { ...module, ...Object.fromEntries(named.map((cover) => [exported(cover), breakable(cover, module[exported(cover)])])) };
  });

const checks = covers.filter((cover) => !cover.includes('#') && cover.includes('/'));
if (checks.length > 0) {
  const registry = await import('../../src/checks/index.gen.ts');
  for (const cover of checks) {
    const check = registry.checks.find(({ id }) => id === cover);
    if (!check) throw new Error(`${cover}: there is no such check`);
    // In place: the tests hold the same object.
    Object.assign(check, breakable(cover, check));
  }
}

const cells = covers.filter((cover) => /^S\d /.test(cover));
if (cells.length > 0) {
  const { profiles } = await import('../../src/profiles/index.ts');
  for (const cover of cells) for (const { owner, key, empty } of emptyCell(cover, profiles)) breakProperty(cover, owner, key, empty);
}
