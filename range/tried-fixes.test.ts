import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import type { Check } from '../src/model/check.ts';
import type { Change } from '../src/model/fix.ts';
import type { ArchivedRun } from '../src/ports/store.ts';
import { audit } from '../src/verbs/audit.ts';
import { replay } from '../src/verbs/replay.ts';
import { mailBut } from './faults/change.ts';
import { withoutRecords } from './faults/dns.ts';
import { intentOf } from './scenario.ts';
import { startWorld, type World } from './world.ts';

/* That each fix of each scenario clears its finding is part of what `differences` asks of every scenario. Here: what becomes of one that does not. */

const NAME = '_dmarc.acme.example';
const GOOD: Change = { kind: 'dns', op: 'add', name: NAME, type: 'TXT', ttl: 300, data: '"v=DMARC1; p=none; rua=mailto:dmarc@acme.example"' };

let world: World;
beforeAll(async () => {
  world = await startWorld(mailBut(withoutRecords('_dmarc')));
});
afterAll(() => world.stop());

/** The product with a DMARC check that proposes these changes. */
async function proposing(changes: readonly Change[]): Promise<ArchivedRun> {
  const real = compose({ folder: tmpdir(), env: {} });
  const registry = await real.registry();
  const spoilt = registry.checks.map(
    (check): Check =>
      check.id !== 'email/dmarc'
        ? check
        : {
            ...check,
            judge: (given, context) => {
              const fail: typeof context.report.fail = (code, details) =>
                context.report.fail(code, Object.assign({}, details, { fix: { steps: ['add it'], changes } }));
              return check.judge(given, { ...context, report: { ...context.report, fail } });
            },
          },
  );
  const deps = { ...real, registry: () => Promise.resolve({ ...registry, checks: spoilt }) };
  return audit({ intent: intentOf(world), archive: false, signal: AbortSignal.timeout(20_000) }, deps);
}
const fixOf = ({ assessment }: Pick<ArchivedRun, 'assessment'>) => assessment.findings.find(({ check }) => check === 'email/dmarc')?.fix;

describe('a fix is tried before it is shown', () => {
  test('one that clears its finding is shown, and says so', async () => {
    const fix = fixOf(await proposing([GOOD]));
    expect(fix?.trial?.outcome).toBe('clears');
    expect(fix?.changes).toEqual([GOOD]);
  });
  test('one that leaves the finding as it is has no record to copy', async () => {
    const fix = fixOf(await proposing([{ ...GOOD, name: '_dmarc.elsewhere.acme.example' }]));
    expect(fix?.trial?.outcome).toBe('stays');
    expect(fix?.changes).toBeUndefined();
    expect(fix?.steps.join(' ')).toContain('the problem would still be there');
  });
  test('one that breaks something else has none either', async () => {
    const second: Change = { kind: 'dns', op: 'add', name: 'acme.example', type: 'TXT', ttl: 300, data: '"v=spf1 -all"' };
    const fix = fixOf(await proposing([GOOD, second]));
    expect(fix?.trial?.outcome).toBe('harms');
    expect(fix?.changes).toBeUndefined();
  });
  test('one that removes what is not there cannot be tried', async () => {
    expect(fixOf(await proposing([GOOD, { ...GOOD, op: 'remove', data: '"gone"' }]))?.trial?.outcome).toBe('unknown');
  });
  test('a replay keeps what the trial said', async () => {
    const run = await proposing([{ ...GOOD, data: '"v=DMARC1; p=none; rua=mailto:other@acme.example"' }]);
    expect(fixOf({ assessment: replay(run, compose({ folder: tmpdir(), env: {} })) })?.trial).toBeUndefined();
    const real = await audit({ intent: intentOf(world), archive: false, signal: AbortSignal.timeout(20_000) }, compose({ folder: tmpdir(), env: {} }));
    expect(fixOf({ assessment: replay(real, compose({ folder: tmpdir(), env: {} })) })?.trial?.outcome).toBe('clears');
  });
});
