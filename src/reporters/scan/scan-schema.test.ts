import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { SecretScan } from '../../model/secret-scan.ts';
import { mask, quote } from '../../model/text.ts';
import { canonicalJson } from '../json.ts';
import { scanSchema } from './scan-schema.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(scanSchema);
const faults = (value: unknown): string[] => (validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath}: ${error.message}`));

const finding: SecretScan['findings'][number] = {
  id: '0123456789ab',
  fingerprint: '0123456789abcdef01234567',
  level: 'blocker',
  class: 'secret',
  format: 'a-key',
  says: 'a key',
  masked: mask('x'.repeat(40), true),
  allows: 'use it',
  rotate: ['Make a new one.'],
  minutes: 25,
  places: [{ in: 'tree', path: quote('a.zip'), line: 1, inside: quote('b.ts'), via: ['base64'] }],
  morePlaces: 0,
  history: { path: quote('a.ts'), line: 2, inside: null, versions: 3, commit: 'abcdef', at: '2026-01-02T03:04:05.000Z', blob: 'fedcba' },
};
const whole: SecretScan = {
  schema: 'launch-ready/scan@1',
  version: '1.0.0',
  sources: ['tree', 'history'],
  findings: [finding, { ...finding, id: 'w0123456789a', fingerprint: null, level: 'report', places: [], history: null }],
  accepted: { byComment: 1, byBaseline: 0, baseline: null },
  harmless: 0,
  unusedAllows: [{ path: quote('a.ts'), line: 1, id: '' }],
  unusedBaseline: [{ id: '0123456789ab', path: 'a.ts' }],
  scanned: { files: 1, bytes: 2, versions: 3, knownVersions: 0, historyBytes: 4, media: 0 },
  notScanned: [quote('b.bin: it cannot be read')],
  notes: [],
  interrupted: false,
  tookMs: 12,
};
const json = (): unknown => JSON.parse(canonicalJson(whole));

type Path = readonly (string | number)[];
function objectsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => objectsIn(item, [...path, at]));
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key]))];
}
const objectAt = (value: unknown, path: Path): Record<string, unknown> =>
  path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value) as Record<string, unknown>;

test('the schema takes what is printed', () => expect(faults(json())).toEqual([]));

test('in every object a key too many and each key that is missing are refused', () => {
  const paths = objectsIn(json());
  expect(paths.length).toBeGreaterThan(8);
  for (const path of paths) {
    for (const key of ['surplus', ...Object.keys(objectAt(json(), path))]) {
      const changed = json();
      const object = objectAt(changed, path);
      if (key === 'surplus') object[key] = 1;
      else delete object[key];
      expect([path, key, validate(changed)]).toEqual([path, key, false]);
    }
  }
});

test.each<[string, Path, string, unknown]>([
  ['another version', [], 'schema', 'launch-ready/scan@2'],
  ['a level that does not exist', ['findings', 0], 'level', 'fatal'],
  ['an id that names nothing', ['findings', 0], 'id', 'x'],
  ['a line before the first', ['findings', 0, 'places', 0], 'line', 0],
  ['a time that is none', ['findings', 0, 'history'], 'at', 'yesterday'],
])('%s is refused', (_, path, key, value) => {
  const changed = json();
  objectAt(changed, path)[key] = value;
  expect(validate(changed)).toBe(false);
});
