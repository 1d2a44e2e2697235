import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeIo } from '../../src/adapters/io/node-io.ts';
import type { TlsEnumeration } from '../../src/evidence/edge/tls-enumeration.ts';
import { weaknessesOf } from '../../src/formats/cipher-suite.ts';
import type { Finding } from '../../src/model/finding.ts';
import { tlsEnumerationProbe } from '../../src/probes/edge/tls-enumeration.ts';
import { appBut, changed } from '../faults/change.ts';
import { addressOf, alone, certificateIs, owned, withoutHeader } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import { auditWorld } from '../scenario.ts';
import { startWorld, type World, type WorldSpec } from '../world.ts';
import { type Front, startCaddy, startHaproxy, startNginxFront, startWeakJava } from './front.ts';

const APP = `app.${DOMAIN}`;
const spec = appBut(alone('app'), owned('app'), certificateIs('app', { key: 'rsa2048' }));
const place = `${addressOf(spec, 'app')}:443`;
const folder = await mkdtemp(join(tmpdir(), 'range-front-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let made = 0;
const app = spec.hosts.find(({ name }) => name === APP);
if (!app) throw new Error('the world has no app');

/** The world whose app stands behind a real server, for as long as `look` looks. */
async function behind<T>(start: (origin: string, own: string) => Promise<Front>, look: (world: World) => Promise<T>, of: WorldSpec = spec): Promise<T> {
  const world = await startWorld(of);
  const front = await start(world.network.routes[place] ?? '', join(folder, String(made++)));
  try {
    return await look({ ...world, network: { ...world.network, routes: { ...world.network.routes, [place]: front.at } } });
  } finally {
    await Promise.all([front.stop(), world.stop()]);
  }
}
const severe = async (world: World): Promise<readonly Finding[]> =>
  (await auditWorld(world)).assessment.findings.filter((finding) => finding.class !== 'later');
const ids = (findings: readonly Finding[]): string[] => findings.map(({ check, problem, subject }) => `${check}:${problem}@${subject.name}`).toSorted();

const GOOD_HAPROXY = ['ssl-default-bind-options ssl-min-ver TLSv1.2'];
describe('a good configuration gives no finding of class incident or above', () => {
  test.each([
    ['Caddy', startCaddy],
    ['HAProxy', startHaproxy(GOOD_HAPROXY)],
    ['nginx as Debian ships it', startNginxFront('')],
  ] as const)('%s', async (_, start) => {
    expect(ids(await behind((origin, own) => start(app, origin, own), severe))).toEqual([]);
  });
});

describe('what is found is repaired by the text of the finding', () => {
  // Without an edge in front: then the repair is written for the server itself.
  const bare = changed(spec, withoutHeader('app', 'cf-ray'));
  const encryption = async (tls: string): Promise<readonly Finding[]> =>
    (await behind((origin, own) => startNginxFront(tls)(app, origin, own), severe, bare)).filter(({ check }) => /tls|cipher|certificate/.test(check));
  const repairOf = (finding: Finding | undefined): string => finding?.fix.snippet?.text ?? 'no repair';

  test('nginx with NULL and anonymous suites and TLS 1.0', async () => {
    const found = await encryption('ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\nssl_ciphers ALL:eNULL:aNULL:@SECLEVEL=0;');
    expect(ids(found)).toEqual([`edge/tls-protocols:old-accepted@${APP}`, `edge/weak-ciphers:weak-accepted@${APP}`]);
    const weak = found.find(({ problem }) => problem === 'weak-accepted');
    expect(weak?.data['families']).toEqual(['none at all (NULL)', 'without a certificate (anonymous)']);
    expect(ids(await encryption(repairOf(weak)))).toEqual([]);
  });
  test('nginx with TLS 1.0', async () => {
    const [old] = await encryption('ssl_protocols TLSv1 TLSv1.2; ssl_ciphers DEFAULT:@SECLEVEL=0;');
    expect(old?.problem).toBe('old-accepted');
    expect(ids(await encryption(repairOf(old)))).toEqual([]);
  });
});

test('OpenJDK 17 with nothing disabled: RC4, 3DES, export, NULL and anonymous suites from SSL 3 to TLS 1.2', async () => {
  const value = await behind(
    (_, own) => startWeakJava(app, own),
    async (world) => {
      const io = nodeIo({ network: world.network });
      const host = { status: 'present', chain: [], addresses: [{ address: addressOf(spec, 'app'), family: 4, ttl: 60, scope: 'public' }] } as const;
      const look = { subject: { kind: 'host', name: APP, parent: `domain:${DOMAIN}` }, given: { host } as never, intent: spec.intent as never, io } as const;
      return (await tlsEnumerationProbe.gather({ ...look, signal: AbortSignal.timeout(30_000) })).value as TlsEnumeration;
    },
  );
  const outcomes = Object.fromEntries(value.protocols.map(({ version, outcome }) => [version, outcome]));
  expect(outcomes).toEqual({ SSLv2: 'refused', SSLv3: 'accepted', TLSv1: 'accepted', 'TLSv1.1': 'accepted', 'TLSv1.2': 'accepted', 'TLSv1.3': 'accepted' });
  for (const version of ['SSLv3', 'TLSv1'] as const) {
    const weak = new Set(value.protocols.find((one) => one.version === version)?.suites.flatMap(weaknessesOf));
    expect([...weak].toSorted(), version).toEqual(expect.arrayContaining(['3des', 'des', 'export', 'no-authentication', 'no-encryption', 'rc4']));
  }
  expect(value.protocols.find(({ version }) => version === 'TLSv1.2')?.suites.length).toBeGreaterThan(40);
  expect(value.smallestPrime?.bits).toBeLessThanOrEqual(1024);
});
