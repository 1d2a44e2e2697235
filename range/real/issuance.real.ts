import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { appBut } from '../faults/change.ts';
import { addressOf, alone } from '../faults/web.ts';
import { localCa } from '../ca.ts';
import { DOMAIN } from '../healthy.ts';
import { auditWorld } from '../scenario.ts';
import { startWorld } from '../world.ts';
import { toOrigin } from './front.ts';
import { startIssuedCaddy, startPebble } from './issuance.ts';

const DAY_SECONDS = 86_400;
const APP = `app.${DOMAIN}`;
const folder = await mkdtemp(join(tmpdir(), 'range-issuance-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

// What Let's Encrypt hands out as short-lived, the longest of the years to come, and the shortest that anybody uses.
test.each([6, 47, 1])('a certificate for %i days, issued a moment ago over ACME, gives no finding of class incident or above', async (days) => {
  const spec = appBut(alone('app'));
  const place = `${addressOf(spec, 'app')}:443`;
  const own = join(folder, String(days));
  const world = await startWorld(spec);
  const pebble = await startPebble(days * DAY_SECONDS, join(own, 'pebble'), localCa().root);
  const caddy = await startIssuedCaddy(APP, pebble, toOrigin(world.network.routes[place] ?? '', APP), join(own, 'caddy'));
  try {
    const network = { ...world.network, routes: { ...world.network.routes, [place]: caddy.at }, trust: [...world.network.trust, pebble.root] };
    const { findings, verdicts } = (await auditWorld({ ...world, network })).assessment;
    expect(findings.filter((finding) => finding.class !== 'later').map(({ check, problem, subject }) => `${check}:${problem}@${subject.name}`)).toEqual([]);
    const expiry = verdicts.find(({ check, subject }) => check === 'edge/certificate-expiry' && subject.name === APP);
    expect(expiry).toMatchObject({ outcome: 'pass', reason: expect.stringContaining(`of ${days} day`) });
  } finally {
    await Promise.all([caddy.stop(), pebble.stop(), world.stop()]);
  }
});
