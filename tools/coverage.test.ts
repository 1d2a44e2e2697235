import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../src/checks/index.gen.ts';
import { ROWS } from '../src/model/rows.ts';
import { CASES, FALLEN, NOT_REQUIRED, SIGNALS } from './claims.ts';
import { coverage } from './generate/coverage.ts';
import { cells, everyProof, proofOf } from './prove/proofs.ts';

const root = join(import.meta.dirname, '..');
const text = coverage()[0]?.text ?? '';
const COVERED = /^\+?\| ([A-N]\d+|S\d \w+) \| covered \|/gm;
const coveredIn = (lines: string): string[] => [...new Set([...lines.matchAll(COVERED)].map((match) => match[1] ?? ''))];

test('every check has a test that fails without it; write a scenario that finds it, a test beside it titled with its id, or name its test in CASES', () => {
  expect(checks.map(({ id }) => id).filter((id) => proofOf(id) === undefined)).toEqual([]);
  expect(Object.keys(CASES).filter((id) => !checks.some((check) => check.id === id))).toEqual([]);
});

test('every proof names a file that is there', () => {
  expect(everyProof().filter(({ test: file }) => !existsSync(join(root, file)))).toEqual([]);
  const parts = everyProof().filter(({ cover }) => cover.includes('#'));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter(({ cover: part }) => !new RegExp(`export [\\w ]*\\b${part.split('#')[1]}\\b`).test(source(part)))).toEqual([]);
});
const source = (part: string): string => readFileSync(join(root, part.split('#')[0] ?? ''), 'utf8');

test('the page has a line for every row, signal, filled cell and item', () => {
  const ids = [...text.matchAll(/^\| ([^|]+) \| (?:covered|partly|open) \|/gm)].map((match) => match[1]);
  expect(ids).toEqual([...ROWS.map(([row]) => row), ...Object.keys(SIGNALS), ...cells.map(({ cell }) => cell), ...Object.keys(NOT_REQUIRED)]);
  expect(cells).toHaveLength(57);
});

test('what was covered in any commit is covered now, or says why not', () => {
  const history = execFileSync('git', ['log', '-p', '--format=', '-U0', '--', 'docs/coverage.md'], { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 });
  const once = coveredIn(history);
  expect(once.length).toBeGreaterThan(5);
  const now = coveredIn(text);
  expect(once.filter((id) => !now.includes(id) && !(FALLEN as Readonly<Record<string, string>>)[id])).toEqual([]);
});
