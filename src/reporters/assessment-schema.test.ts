import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { assessmentSchema } from './assessment-schema.ts';
import { json } from './json.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(assessmentSchema);
const faults = (value: unknown): string[] => (validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath}: ${error.message}`));

/** Every object in a value, by path; objects with free keys are left out. */
function objectsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => objectsIn(item, [...path, at]));
  if (typeof value !== 'object' || value === null || path.at(-1) === 'data' || path.at(-1) === 'configLines') return [];
  return [path, ...Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key]))];
}
function copyWith(value: unknown, path: readonly (string | number)[], change: (object: Record<string, unknown>) => void): unknown {
  const copy: unknown = structuredClone(value);
  change(path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[String(key)], copy) as Record<string, unknown>);
  return copy;
}

describe('the schema of the assessment', () => {
  test.each(Object.entries(named))('takes what the JSON reporter writes: %s', (_name, assessment) => {
    expect(faults(JSON.parse(json(assessment)))).toEqual([]);
  });

  test('refuses an unknown key in every object', () => {
    const assessment: unknown = JSON.parse(json(named.delay));
    const objects = objectsIn(assessment);
    expect(objects.length).toBeGreaterThan(100);
    const taken = objects.filter((path) => {
      const changed = copyWith(assessment, path, (object) => {
        object['surplus'] = 1;
      });
      return validate(changed);
    });
    expect(taken).toEqual([]);
  });

  test.each([
    ['a class that does not exist', ['findings', 0], 'class', 'fatal'],
    ['a decision that does not exist', ['decision'], 'decision', 'maybe'],
    ['a missing title', ['findings', 0], 'title', undefined],
    ['a time that is none', ['run'], 'at', 'yesterday'],
    ['another version', [], 'schema', 'launch-ready/assessment@2'],
  ] as const)('refuses %s', (_name, path, key, value) => {
    const changed = copyWith(JSON.parse(json(named.fixFirst)), path, (object) => {
      object[key] = value;
    });
    expect(validate(changed)).toBe(false);
  });
});
