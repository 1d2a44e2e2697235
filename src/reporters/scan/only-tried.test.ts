import { expect, test } from 'vitest';
import type { ScanFinding } from '../../model/secret-scan.ts';
import type { Masked } from '../../model/text.ts';
import { quote } from '../../model/text.ts';
import { gatherTried } from './only-tried.ts';

const finding = (id: string, format: string, ...paths: readonly string[]): ScanFinding => ({
  id,
  fingerprint: id,
  level: 'report',
  class: 'secret',
  format,
  says: `a ${format}`,
  masked: '…' as Masked,
  allows: 'x',
  rotate: [],
  minutes: 5,
  places: paths.map((path) => ({ in: 'tree', path: quote(path), line: 1, inside: null, via: [] })),
  morePlaces: 1,
  history: null,
});
const told = (findings: readonly ScanFinding[]): string[] =>
  gatherTried(findings).map((one) => ('findings' in one ? `${one.findings.length} ${one.says}, ${one.places.length + one.morePlaces} places` : one.id));

test('what only tests, documents and examples have is told once for each kind', () => {
  expect(
    told([
      finding('a', 'key', 'tests/a.ts'),
      finding('b', 'key', 'src/a.ts'),
      finding('c', 'key', 'tests/b.ts', 'docs/b.md'),
      finding('d', 'token', 'tests/c.ts'),
      finding('e', 'key', 'tests/d.ts', 'src/d.ts'),
      finding('f', 'key', 'examples/e.ts'),
    ]),
  ).toEqual(['3 a key, 7 places', 'b', 'd', 'e']);
});

test('what only the history has stands by itself', () => {
  expect(told([finding('a', 'key'), finding('b', 'key')])).toEqual(['a', 'b']);
});
