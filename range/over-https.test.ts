import { expect, test } from 'vitest';
import { nodeIo } from '../src/adapters/io/node-io.ts';
import { addressesOf } from '../src/drivers/dns.ts';
import type { Intent } from '../src/model/intent.ts';
import { vantageProbe } from '../src/probes/vantage.ts';
import { appBut } from './faults/change.ts';
import { deadResolver, withoutRecords } from './faults/dns.ts';
import { DOMAIN, WEB_ADDRESS } from './healthy.ts';
import { startWorld } from './world.ts';

test('where the resolver is silent, one over HTTPS is the way round', async () => {
  const world = await startWorld(appBut(deadResolver('silent'), withoutRecords('app'), (spec) => ({ ...spec, overHttps: true })));
  try {
    const io = nodeIo({ network: world.network });
    const { signal } = new AbortController();
    const look = { subject: { kind: 'project', name: 'acme' } as const, given: {} as never, intent: {} as Intent, io, signal };
    expect((await vantageProbe.gather(look)).value).toMatchObject({ dns: 'works', overHttps: true, resolvers: [{ answer: 'silent' }] });
    expect(await addressesOf(io, `app.${DOMAIN}`, signal)).toMatchObject({ status: 'nxdomain' });
    expect(await addressesOf(io, DOMAIN, signal)).toMatchObject({ status: 'present', addresses: [{ address: WEB_ADDRESS }] });
  } finally {
    await world.stop();
  }
});
