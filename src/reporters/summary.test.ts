import { expect, test } from 'vitest';
import { host, makeVerdict } from '../../test/assessment-fixture.ts';
import { unknownGroups } from './summary.ts';

const unknown = (check: string, reason: string, rows: readonly ['J1' | 'J11' | 'B1']) =>
  makeVerdict({ check, outcome: 'unknown', title: check, subject: host('app.example.com'), rows, reason });
const coverage = { proven: 0, failed: 0, unknown: 0, total: 0, items: [] };
const groups = (...verdicts: ReturnType<typeof unknown>[]) =>
  unknownGroups({ verdicts, coverage }).map(({ reason, checks }) => [reason, ...checks.map(({ short }) => short)]);

test('reasons that differ only in the row are one, and the list names the rows', () => {
  expect(
    groups(
      unknown('monitoring/uptime', 'nobody has confirmed it yet (attestation for row J1 in the config)', ['J1']),
      unknown('monitoring/alert-test', 'nobody has confirmed it yet (attestation for row J11 in the config)', ['J11']),
    ),
  ).toEqual([['Nobody has confirmed it yet (attestation for its row in the config)', 'monitoring/uptime (J1)', 'monitoring/alert-test (J11)']]);
});

test('reasons that differ only in a host name are one; a single reason stays as it is', () => {
  expect(
    groups(
      unknown('email/spf', 'DNS for acme.example: 127.0.0.1 did not answer in time', ['B1']),
      unknown('email/dmarc', 'DNS for _dmarc.acme.example: 127.0.0.1 did not answer in time', ['B1']),
      unknown('domain/caa', 'row B1 waits for row B2', ['B1']),
    ),
  ).toEqual([
    ['DNS for acme.example: 127.0.0.1 did not answer in time (and 1 more like it)', 'email/spf', 'email/dmarc'],
    ['Row B1 waits for row B2', 'domain/caa'],
  ]);
});
