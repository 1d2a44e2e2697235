import { createTransport } from 'nodemailer';
import { spawn } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { request } from 'node:https';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { DOMAIN, WEB_ADDRESS, healthy } from '../healthy.ts';
import { accepts } from './program.ts';
import { obstacles, startRealWorld } from './world.ts';

const spec = healthy({ mail: [{ name: 'mx.acme.example', address: '203.0.113.40' }] });
const world = await startRealWorld(spec);
afterAll(() => world.stop());

test('nothing of the healthy world is beyond real servers', () => {
  expect(obstacles(spec)).toEqual([]);
});

test('Knot and Unbound serve its zones', async () => {
  const resolver = new Resolver();
  resolver.setServers([...world.network.resolvers]);
  expect(await resolver.resolve4(`www.${DOMAIN}`)).toEqual([WEB_ADDRESS]);
  expect(await resolver.resolveCaa(DOMAIN)).toMatchObject([{ critical: 0, issue: 'letsencrypt.org' }]);
  expect((await resolver.resolveTxt('amazonses.com')).flat()[0]).toContain('v=spf1');
  await expect(resolver.resolve4(`nope.${DOMAIN}`)).rejects.toThrow('ENOTFOUND');
  const [own] = spec.nameServers;
  resolver.setServers([world.network.routes[`${own?.address}:53`] ?? '']);
  expect((await resolver.resolveSoa(DOMAIN)).nsname).toBe(own?.name);
});

test('nginx serves its hosts', async () => {
  const [host, port] = world.network.routes[`${WEB_ADDRESS}:443`]?.split(':') ?? [];
  const get = async (name: string, path: string): Promise<IncomingMessage> => {
    const asked = request({ host, port, path, servername: name, headers: { host: name }, ca: [...world.network.trust], agent: false });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    return response;
  };
  expect(await get(DOMAIN, '/')).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' } });
  expect(await get(`www.${DOMAIN}`, '/a?b=1')).toMatchObject({ statusCode: 301, headers: { location: `https://${DOMAIN}/a?b=1` } });
  expect(await get(DOMAIN, '/nope')).toMatchObject({ statusCode: 404, headers: { 'x-frame-options': 'DENY' } });
});

test('Postfix passes mail on to the sink', async () => {
  const [host = '', port = ''] = world.network.routes['203.0.113.40:25']?.split(':') ?? [];
  const arrival = world.arrival('b@acme.example', AbortSignal.timeout(10_000));
  const transport = createTransport({ host, port: Number(port), requireTLS: true, tls: { ca: [...world.network.trust], servername: 'mx.acme.example' } });
  await transport.sendMail({ from: 'a@acme.example', to: 'b@acme.example', subject: 'Hello', text: 'Hi' });
  expect((await arrival).raw).toMatch(/^Received: from .*\sby mx\.acme\.example \(Postfix\)/ms);
});

test('servers end when the process that started them is killed', async () => {
  const script = `import { healthy } from '../healthy.ts';
    import { startRealWorld } from './world.ts';
    const { network } = await startRealWorld(healthy({ mail: [{ name: 'mx.acme.example', address: '203.0.113.40' }] }));
    process.stdout.write(JSON.stringify([...network.resolvers, ...Object.values(network.routes)]));
    setInterval(() => undefined, 1000);`;
  // Ports of the other worker's block: these servers run beside ours.
  const env = { ...process.env, VITEST_POOL_ID: String(Number(process.env['VITEST_POOL_ID'] ?? 1) + 1) };
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: import.meta.dirname,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const ports = [...new Set((JSON.parse(text.toString()) as string[]).map((at) => Number(at.split(':')[1])))];
  const open = async (): Promise<number> => (await Promise.all(ports.map(accepts))).filter(Boolean).length;
  expect(await open()).toBeGreaterThan(5);
  parent.kill('SIGKILL');
  const until = Date.now() + 10_000;
  while ((await open()) > 0 && Date.now() < until) await wait(50);
  expect(await open()).toBe(0);
});
