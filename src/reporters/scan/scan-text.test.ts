import { expect, test } from 'vitest';
import type { ScanFinding, SecretScan } from '../../model/secret-scan.ts';
import { mask, quote } from '../../model/text.ts';
import { scanText } from './scan-text.ts';

const finding = (id: string, over: Partial<ScanFinding> = {}): ScanFinding => ({
  id,
  fingerprint: id,
  level: 'blocker',
  class: 'secret',
  format: 'a-key',
  says: 'a key of a provider with a long name',
  masked: mask('x'.repeat(40), true),
  allows: 'spend your money and read what your customers wrote',
  rotate: ['Make a new one at the provider: console.example.com → Settings → Keys.'],
  minutes: 25,
  places: [{ in: 'tree', path: quote(`apps/web/src/server/${id}.ts`), line: 12, inside: null, via: ['base64'] }],
  morePlaces: 0,
  history: null,
  ...over,
});
const inTests = { places: [{ in: 'tree', path: quote('test/a.ts'), line: 1, inside: null, via: [] }], level: 'report' } as const;
const scan: SecretScan = {
  schema: 'launch-ready/scan@1',
  version: '1.0.0',
  sources: ['tree'],
  findings: [
    finding('0123456789ab'),
    finding('1123456789ab', { ...inTests }),
    finding('2123456789ab', { ...inTests }),
    finding('3123456789ab', { level: 'report' }),
  ],
  accepted: { byComment: 2, byBaseline: 3, baseline: 'launch-ready.baseline.json' },
  harmless: 0,
  unusedAllows: [],
  unusedBaseline: [],
  scanned: { files: 612, bytes: 4_200_000, versions: 0, knownVersions: 0, historyBytes: 0, media: 12 },
  notScanned: [],
  notes: [],
  interrupted: false,
  tookMs: 300,
};

test.each([40, 60, 100])('on a screen of %s columns every line fits and no sentence is cut', (columns) => {
  const text = scanText(scan, { columns, color: false, unicode: true });
  expect(text.split('\n').filter((line) => line.length > columns)).toEqual([]);
  const words = text.replaceAll(/\s+/g, ' ');
  for (const said of [
    'A key of a provider with a long name',
    'apps/web/src/server/0123456789ab.ts:12 (in base64)',
    ': 2 different ones, only in tests, documents and examples',
    'whoever saw it has it.',
    '1 secret to replace, 3 to look at. Scanned 612 files (4.2 MB)',
    '2 accepted by a comment, 3 accepted by launch-ready.baseline.json.',
    'from now on: launch-ready scan --write-baseline',
  ])
    expect(words).toContain(said);
});

test('colours change nothing but colours', () => {
  const [plain, coloured] = [false, true].map((color) => scanText(scan, { columns: 60, color, unicode: true }));
  expect(coloured).toContain('\u001b[1;31m');
  // eslint-disable-next-line no-control-regex
  expect(coloured?.replaceAll(/\u001b\[[0-9;]*m/g, '')).toBe(plain);
});
