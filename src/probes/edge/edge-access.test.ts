import { describe, expect, test } from 'vitest';
import { appBut, declaring } from '../../../range/faults/change.ts';
import { withRecords } from '../../../range/faults/dns.ts';
import { everything } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import type { SiteFault } from '../../../range/site.ts';
import { httpEvidence } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { Origin } from '../../evidence/edge/origin.ts';
import type { Probe } from '../../ports/probe.ts';
import { canaryProbe } from './canary.ts';
import { clientAccessProbe } from './client-access.ts';
import { originProbe } from './origin.ts';

const HOST = `app.${DOMAIN}`;
const hook = { url: `https://${HOST}/hook`, is: 'webhook' as const, method: 'POST' as const, headers: {} };
const look = (probe: Probe, fault: SiteFault) =>
  lookAtHost(probe, HOST, appBut(everything('app', 'https', { fault }), declaring({ endpoints: [hook] })), { http: httpEvidence(HOST) });

describe('cannot look', () => {
  test('client-access: no answer', () => expect(look(clientAccessProbe, 'closes')).rejects.toMatchObject({ code: 'malformed' }));
  test('canary: a bot check, and a server that says nothing', async () => {
    await expect(look(canaryProbe, 'bot-challenge')).rejects.toMatchObject({ code: 'challenged' });
    await expect(look(canaryProbe, 'closes')).rejects.toMatchObject({ code: 'challenged' });
  });
});

describe('origin', () => {
  const found = (records: readonly string[], platforms: readonly string[] = ['cloudflare']) =>
    // The record closes the way to that address, so that nobody outside is asked.
    lookAtHost<Origin>(originProbe, HOST, appBut(withRecords(['direct', 'A', '198.51.100.20'])), {
      http: { ...httpEvidence(HOST), platforms },
      all: [],
      sites: [],
      spf: { places: [{ role: 'domain', nodes: [{ records }] }] },
    });
  test('single addresses of SPF are asked, networks and what is not public are not', async () => {
    const { value } = await found(['v=spf1 ip4:198.51.100.20 ip4:198.51.100.64/26 ip4:10.0.0.1 ip4:203.0.113.10/32 -all']);
    expect(value.candidates).toEqual([{ address: '198.51.100.20', from: 'SPF ip4:198.51.100.20', answer: 'closed', scheme: null, status: null, by: null }]);
  });
  test('without an edge there is nothing to go round, and nobody is asked', async () => {
    expect(await found(['v=spf1 ip4:198.51.100.20 -all'], ['nginx'])).toMatchObject({ value: { edges: [], candidates: [] }, connections: 0 });
  });
});
