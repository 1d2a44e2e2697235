import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../src/checks/index.gen.ts';
import { catalogues } from '../src/data/catalogues.ts';
import { isPastItsAge } from '../src/model/catalogue.ts';
import { readSource, sourcePaths } from '../tools/read-source.ts';

const root = join(import.meta.dirname, '..');
const files = globSync('src/data/*.ts', { cwd: root }).map((path) => basename(path, '.ts'));

test('every catalogue is listed with date, source, licence, way to refresh it and greatest age', () => {
  expect(catalogues.map(({ id }) => id)).toEqual(files.filter((id) => id !== 'catalogues').toSorted());
  for (const { id, title, asOf, source, licence, refresh, maxAgeDays } of catalogues) {
    expect(asOf, id).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(
      [title, source, licence, refresh].every((text) => text.length > 8),
      id,
    ).toBe(true);
    expect(maxAgeDays, id).toBeGreaterThan(0);
    expect(maxAgeDays, id).toBeLessThanOrEqual(730);
  }
});

test('a date in the file itself is the same', () => {
  const dated = catalogues.flatMap(({ id, asOf }) => {
    const date = /_AS_OF = '([\d-]+)'|(?:Date:|As of) (\d{4}-\d\d-\d\d)/.exec(readFileSync(join(root, `src/data/${id}.ts`), 'utf8'));
    return date ? [{ id, asOf, inFile: date[1] ?? date[2] }] : [];
  });
  expect(dated.length).toBeGreaterThan(6);
  expect(dated.filter(({ asOf, inFile }) => asOf !== inFile)).toEqual([]);
});

test('what a catalogue decides exists and really reaches it', () => {
  const edges = new Map(sourcePaths('src/checks/**/*.ts', 'src/probes/**/*.ts').map((path) => [path, readSource(path).edges]));
  const reaches = (file: string, id: string, seen = new Set<string>()): boolean => {
    if (file === `src/data/${id}.ts`) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    return (edges.get(file) ?? []).some(({ to }) => reaches(to, id, seen));
  };
  const named = catalogues.flatMap(({ id, decides, seeks }) => [...decides, ...seeks].map((what) => ({ id, what })));
  expect(named.length).toBeGreaterThan(15);
  const wrong = named.filter(({ id, what }) => {
    const [checkId = '', problem] = what.split(':');
    const check = checks.find((one) => one.id === checkId);
    const looks = [`src/checks/${checkId}.ts`, ...Object.values(check?.needs ?? {}).map(({ kind }) => `src/probes/${kind.id}.ts`)];
    return !check || (problem !== undefined && !check.problems[problem]) || !looks.some((file) => reaches(file, id));
  });
  expect(wrong).toEqual([]);
});

test('the age runs from the date: deterministic by the time of the run', () => {
  const [one] = catalogues;
  if (!one) throw new Error('no catalogue');
  const ends = Date.parse(one.asOf) + one.maxAgeDays * 86_400_000;
  expect([isPastItsAge(one, ends), isPastItsAge(one, ends + 1)]).toEqual([false, true]);
});
