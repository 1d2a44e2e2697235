import { expect, test } from 'vitest';
import { inMemoryDns } from '../../../test/support/in-memory-dns.ts';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { KEPT_JOURNEYS_SCHEMA } from '../../evidence/flows/journey-runs.ts';
import { journeyRunsProbe } from './journey-runs.ts';

/* The clock of the fake network stands at the beginning of 2026-11-25. */
const run = (changes: object = {}) => ({
  journey: 'home',
  flow: 'home',
  environment: 'production',
  base: 'https://app.acme.test',
  at: '2026-11-24T12:00:00.000Z',
  outcome: 'passed',
  says: null,
  attempts: 1,
  steps: [],
  tookMs: 10,
  ...changes,
});
const kept = (...runs: object[]) => ({ schema: KEPT_JOURNEYS_SCHEMA, runs });

async function gather(document: unknown) {
  const io = { ...inMemoryDns(() => ({ rcode: 3 })), kept: () => Promise.resolve(document) };
  return journeyRunsProbe.gather({ subject: { kind: 'project', name: 'project' }, given: {}, intent: PLAIN_INTENT, io, signal: new AbortController().signal });
}

test.each([
  ['nobody tried it', undefined, /nobody tried it yet: run launch-ready smoke/],
  ['only in another environment', kept(run({ environment: 'staging' })), /nobody tried it yet/],
  ['too long ago', kept(run({ at: '2026-11-20T00:00:00.000Z' })), /more than a day ago/],
  ['a damaged document', { schema: KEPT_JOURNEYS_SCHEMA, runs: [{ journey: 1 }] }, /cannot be used/],
])('could not look: %s', async (_, document, says) => {
  await expect(gather(document)).rejects.toThrow(says);
});

test('the fresh runs of this environment', async () => {
  const { value } = await gather(kept(run(), run({ journey: 'login', environment: 'staging' }), run({ journey: 'old', at: '2026-11-01T00:00:00.000Z' })));
  expect(value).toMatchObject({ runs: [{ journey: 'home' }] });
});
