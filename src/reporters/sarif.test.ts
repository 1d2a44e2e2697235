import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { makeAssessment, makeFinding, makeProof } from '../../test/assessment-fixture.ts';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import type { Assessment } from '../model/assessment.ts';
import { sarif } from './sarif.ts';

// The schema is draft 4 and uses nothing that draft 7 reads differently but `id`.
const { id, $schema, ...schema } = JSON.parse(readFileSync(new URL('../../test/fixtures/sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[] }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly suppressions?: readonly unknown[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } };
      }[];
    }[];
  }[];
}
function read(assessment: Assessment) {
  const log = JSON.parse(sarif(assessment)) as Log;
  expect(validate(log) ? [] : validate.errors?.map((error) => `${error.instancePath} ${error.message}`)).toEqual([]);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return run;
}
const placeIn = (assessment: Assessment): string[] =>
  read(assessment).results.map(({ locations }) =>
    locations.map(({ physicalLocation: { artifactLocation, region } }) => `${artifactLocation.uri}:${region.startLine}`).join(),
  );

describe('sarif', () => {
  test('the schema for tests is the one of SARIF and refuses what is wrong', () => {
    expect(String($schema)).toContain('draft-04');
    expect(String(id)).toContain('sarif-2.1.0');
    expect(validate({ version: '2.1.0' })).toBe(false);
  });

  test.each(Object.entries(named))('is valid: %s', (_name, assessment) => {
    const { results, tool } = read(assessment);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(result.locations.length).toBe(1);
    }
  });

  test('level by class, waived ones suppressed, unknowns as notifications only', () => {
    const { results, invocations } = read(named.fixFirst);
    expect(results.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'warning', 'note', 'note']);
    expect(results.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toHaveLength(5);
  });

  test('the fingerprint is the finding’s own', () => {
    expect(read(named.fixFirst).results[1]?.partialFingerprints).toEqual({
      primaryLocationLineHash: '1:email/dmarc:missing|domain:example.com',
      'launchReady/v1': '1:email/dmarc:missing|domain:example.com',
    });
  });

  test('a place for every result: the file, else the config line of the host, else the config, else the README', () => {
    expect(placeIn(named.fixFirst)).toEqual([
      '.env.production:3',
      'launch-ready.config.ts:9',
      'launch-ready.config.ts:10',
      'app/api/chat/route.ts:41',
      'launch-ready.config.ts:8',
      'launch-ready.config.ts:10',
    ]);
    expect(placeIn({ ...named.fixFirst, target: { ...named.fixFirst.target, configFile: null } }).slice(1, 3)).toEqual(['README.md:1', 'README.md:1']);
  });

  test('a path that leads out of the repository is no place', () => {
    const finding = (path: string) => makeFinding({ check: 'secrets/x', problem: 'y', proof: [makeProof('seen', [], { path, line: 2 })] });
    expect(placeIn(makeAssessment({ findings: ['../etc/passwd', '/etc/passwd', 'a/./b', ''].map(finding) }))).toEqual(
      Array.from({ length: 4 }, () => 'launch-ready.config.ts:8'),
    );
    expect(placeIn(makeAssessment({ findings: [finding('a b/c#d?.ts')] }))).toEqual(['a%20b/c%23d%3F.ts:2']);
  });

  test('hostile text gives a valid log without links or placeholders', () => {
    const random = seeded(3);
    for (let run = 0; run < 25; run++) {
      const { results } = read(mapOutside(named.fixFirst, (text) => (random() < 0.5 ? hostileText(random) : text + hostileText(random))));
      for (const { message, locations } of results) {
        expect(message.text).not.toMatch(/\]\(|\{\d+\}|[\u0000-\u001f\u007f-\u009f\u202e]/u);
        expect(locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%-]+(?:\/[\w.~!*'()%-]+)*$/u);
      }
    }
  });
});
