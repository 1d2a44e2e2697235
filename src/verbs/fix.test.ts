import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailBut } from '../../range/faults/change.ts';
import { recordsAre, withoutRecords } from '../../range/faults/dns.ts';
import { intentOf } from '../../range/scenario.ts';
import { startWorld } from '../../range/world.ts';
import { compose } from '../compose.ts';
import type { Deps } from './deps.ts';
import { audit } from './audit.ts';
import { fixRecords } from './fix.ts';

let folder: string;
let deps: Deps;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fix-'));
  deps = compose({ folder, env: {} });
  const world = await startWorld(mailBut(withoutRecords('_dmarc'), recordsAre('@', 'TXT', 'v=spf1 include:_spf.google.com ptr ?all', 'spf2.0/pra -all')));
  await audit({ intent: intentOf(world), signal: AbortSignal.timeout(20_000) }, deps);
  await world.stop();
});
afterAll(() => rm(folder, { recursive: true }));

const fix = (wanted: readonly string[], output = 'nsupdate') => fixRecords({ run: 'latest', wanted, output, undo: false, now: Date.UTC(2026, 10, 25) }, deps);

describe('records that repair a run', () => {
  test('one finding: its records alone, tried', async () => {
    const { zones, next, byHand } = await fix(['email/dmarc']);
    expect(zones.map(({ zone, text }) => [zone, text])).toEqual([
      ['acme.example', 'zone acme.example.\nupdate add _dmarc.acme.example. 300 TXT "v=DMARC1; p=none; rua=mailto:dmarc@acme.example"\nsend\n'],
    ]);
    expect(zones[0]?.findings.map(({ id, trial }) => [id, trial?.outcome])).toEqual([['email/dmarc:missing', 'clears']]);
    expect([next, byHand]).toEqual([[], []]);
  });
  test('all findings: one SPF record for all that is wrong with it, and what else touches the same records comes after', async () => {
    const { zones, next } = await fix([]);
    expect(zones[0]?.text.match(/update add acme\.example\. \d+ TXT "v=spf1.*/g)).toEqual([
      'update add acme.example. 300 TXT "v=spf1 include:_spf.google.com ~all"',
    ]);
    expect(zones[0]?.findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['email/spf:ptr', 'email/spf:open-end']));
    expect(next.map(({ id }) => id)).toEqual(['email/spf:sender-id']);
  });
  test('with the time from which everybody sees it, and the way back', async () => {
    const { zones } = await fix(['email/dmarc']);
    expect(zones[0]?.steps).toEqual([
      { at: '2026-11-25T00:00:00.000Z', says: 'make the change' },
      { at: '2026-11-25T00:05:00.000Z', says: expect.stringContaining('old answers are gone everywhere') as string },
    ]);
    const back = await fixRecords({ run: 'latest', wanted: ['email/dmarc'], output: 'nsupdate', undo: true, now: 0 }, deps);
    expect(back.zones[0]?.text).toBe('zone acme.example.\nupdate delete _dmarc.acme.example. TXT "v=DMARC1; p=none; rua=mailto:dmarc@acme.example"\nsend\n');
  });
  test('an unknown finding or output is named, with what there is', async () => {
    await expect(fix(['email/nope'])).rejects.toThrow(/no finding email\/nope; it has .*email\/dmarc:missing/);
    await expect(fix([], 'toml')).rejects.toThrow(/--as toml is not known; there are form, bind/);
  });
});
