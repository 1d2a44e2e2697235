import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import { intentOf } from '../src/config/intent.ts';
import type { LoadResult } from '../src/model/load-result.ts';
import { load, type LoadOptions } from '../src/verbs/load.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function loadOn(listener: RequestListener, changes: Partial<LoadOptions> = {}): Promise<LoadResult> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const intent = intentOf({ project: 'acme', profile: 'internal-ops-demo', active: true });
  const options = {
    intent,
    url: `http://127.0.0.1:${port}/`,
    rates: [100],
    seconds: 1,
    arrivals: 'constant',
    targetMs: 2000,
    signal: AbortSignal.timeout(20_000),
  } as const;
  return load({ ...options, ...changes }, compose({ folder: '/nonexistent', env: {} }));
}

const after =
  (ms: number): RequestListener =>
  (_, response) =>
    void setTimeout(() => response.end('ok'), ms);

test('every request is sent, answered and counted', async () => {
  const { steps } = await loadOn(after(20), { rates: [50, 100] });
  expect(steps.map(({ sent, answered, failed, stopped }) => ({ sent, answered, failed, stopped }))).toEqual([
    { sent: 50, answered: 50, failed: 0, stopped: null },
    { sent: 100, answered: 100, failed: 0, stopped: null },
  ]);
  expect(steps[1]?.latency.p50).toBeGreaterThanOrEqual(19);
});

test('a server that stands still makes those wait who come meanwhile, not only the one who was there', async () => {
  let began = 0;
  const { steps } = await loadOn((_, response) => {
    began++;
    // After the 100 that are not counted, and 40 more: the whole process stands still for half a second.
    if (began === 140) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    response.end('ok');
  });
  // In this test the sender stands still with it: what was due then went out late, is measured from when it was due, and the run says that it is worth nothing.
  expect(steps[0]?.latency.p90).toBeGreaterThan(250);
  expect(steps[0]?.service.p50).toBeLessThan(200);
  expect(steps[0]?.invalid).toMatch(/went out more than .* ms late/);
});

test('what fails is counted by its reason, and a broken app is left alone', async () => {
  let calls = 0;
  const half = await loadOn((_, response) => void response.writeHead(++calls % 4 === 0 ? 503 : 200).end());
  expect(half.steps[0]?.failures).toEqual({ 'answered 503': half.steps[0]?.failed });
  expect(half.steps[0]?.failed).toBeGreaterThanOrEqual(24);
  const down = await loadOn((request) => void request.socket.destroy(), { rates: [200, 400] });
  expect(down.steps).toHaveLength(1);
  expect(down.steps[0]?.stopped).toMatch(/half of the last 100 requests failed/);
  expect(down.steps[0]?.sent).toBeLessThan(200);
});
test.each([
  ['no consent', { intent: intentOf({ project: 'a', profile: 'internal-ops-demo' }) }, /needs your consent \(--active\)/],
  ['a host of somebody else', { url: 'https://app.example.com/' }, /app.example.com is not confirmed as yours/],
  [
    'a name that only ends like ours',
    { intent: intentOf({ project: 'a', profile: 'internal-ops-demo', active: true, owned: ['acme.example'] }), url: 'https://notacme.example/' },
    /not confirmed/,
  ],
  ['too much', { rates: [9000] }, /at most 5000 requests per second/],
  ['too long', { rates: [5000], seconds: 600 }, /at most 200000 in one run/],
  ['no address', { url: 'app' }, /no web address/],
])('refused: %s', async (_, changes, says) => {
  await expect(loadOn(after(0), changes as Partial<LoadOptions>)).rejects.toThrow(says);
});

test('Ctrl-C: what was measured so far', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 3500);
  const result = await loadOn(after(5), { seconds: 60, signal: stop.signal });
  expect(result).toMatchObject({ interrupted: true, steps: [{ stopped: 'interrupted' }] });
  expect(result.steps[0]?.answered).toBeGreaterThan(20);
});
