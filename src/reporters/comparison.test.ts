import { describe, expect, test } from 'vitest';
import * as named from '../../test/assessments.ts';
import { hostileText, mapOutside, seeded } from '../../test/hostile.ts';
import type { Comparison } from '../model/assessment.ts';
import { comparisonMarkdown, comparisonText } from './comparison.ts';
import { comparisonJson } from './json.ts';

const [leaked, dmarc, redirect, slow] = named.fixFirst.findings;
if (!leaked || !dmarc || !redirect || !slow) throw new Error('the fixture has too few findings');
const comparison: Comparison = {
  schema: 'launch-ready/comparison@1',
  before: { run: '20261124-101010-aaaa', at: '2026-11-24T10:10:10.000Z', decision: 'delay-24-hours' },
  after: { run: '20261125-041500-7f3a', at: '2026-11-25T04:15:00.000Z', decision: 'fix-first' },
  fixed: [leaked],
  new: [dmarc],
  unchanged: [redirect],
  unverified: [{ finding: slow, reason: 'No answer within 3 s' }],
  outcomes: [
    { check: 'secrets/provider-token', subject: 'repository:.', before: 'fail', after: 'pass' },
    { check: 'edge/https-forced', subject: 'host:www.example.com', before: 'fail', after: 'fail' },
    { check: 'email/bimi', subject: 'domain:example.com', before: null, after: 'unknown' },
  ],
  timings: [
    { probe: 'repo/history', beforeMs: 4200, afterMs: 900 },
    { probe: 'dns/soa', beforeMs: 12, afterMs: 14 },
    { probe: 'http/home', beforeMs: null, afterMs: 310 },
  ],
};

describe('comparison', () => {
  test('in a terminal', () => {
    expect(
      comparisonText(comparison, { columns: 90, color: false, unicode: true }),
    ).toBe(`20261124-101010-aaaa (2026-11-24 10:10 UTC) → 20261125-041500-7f3a (2026-11-25 04:15 UTC)

Fixed: 1
  ✔ A key of the model provider was committed and is still in the history (blocker,
    secrets/provider-token:in-history)

New: 1
  ✖ example.com tells nobody what to do with mail that only pretends to come from it:
    there is no DMARC record (blocker, email/dmarc:missing)

Gone, but not verified: 1
  ? The first chat answer may take more than 3 s (likely incident,
    performance/first-answer:slow): No answer within 3 s

Verdicts that changed: 2
  · secrets/provider-token repository:.: failed → passed
  · email/bimi domain:example.com: absent → not checked

Slower or faster: 2
  · repo/history: 4.2 s → 900 ms
  · http/home: absent → 310 ms

1 fixed · 1 new · 1 unchanged · 1 not verified
DELAY 24 HOURS → FIX FIRST
`);
  });

  test('as Markdown and as JSON', async () => {
    await expect(comparisonMarkdown(comparison)).toMatchFileSnapshot('../../test/golden/comparison.md');
    expect(JSON.parse(comparisonJson(comparison))).toEqual(comparison);
  });

  test('hostile text cannot control the terminal', () => {
    const random = seeded(6);
    for (let run = 0; run < 25; run++) {
      const text = comparisonText(
        mapOutside(comparison, () => hostileText(random)),
        { columns: 60, color: false, unicode: true },
      );
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
    }
  });
});
