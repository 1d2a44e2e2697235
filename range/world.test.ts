import { createTransport } from 'nodemailer';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { healthy } from './healthy.ts';
import { startWorld } from './world.ts';

test('the healthy world starts fast and leaves nothing open', async () => {
  await (await startWorld(healthy())).stop();
  const start = performance.now();
  const worlds = await Promise.all(Array.from({ length: 8 }, () => startWorld(healthy())));
  const perWorld = (performance.now() - start) / 8;
  for (const world of worlds) await world.stop();
  for (const to of Object.values(worlds[0]?.network.routes ?? {}))
    await expect(once(connect(Number(to.split(':')[1]), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  // Far above what it takes (about 10 ms), so that a busy machine does not fail it.
  expect(perWorld).toBeLessThan(500);
});

test('every address of its zones leads to loopback', async () => {
  const spec = healthy();
  const world = await startWorld(spec);
  await world.stop();
  const { routes, resolvers } = world.network;
  for (const to of [...Object.values(routes), ...resolvers]) expect(to).toMatch(/^127\.0\.0\.1:\d+$/);
  for (const { address } of spec.hosts) expect(routes).toHaveProperty([`${address}:443`]);
  for (const { address } of spec.nameServers) expect(routes).toHaveProperty([`${address}:53`]);
});

test('mail to a world is kept, and can be waited for', async () => {
  const world = await startWorld(healthy({ mail: [{ name: 'mx.acme.example', address: '203.0.113.40' }] }));
  try {
    const [host = '', port = ''] = world.network.routes['203.0.113.40:25']?.split(':') ?? [];
    const arrival = world.arrival('b@acme.example', AbortSignal.timeout(5000));
    await createTransport({ host, port: Number(port), tls: { ca: [...world.network.trust], servername: 'mx.acme.example' } }).sendMail({
      from: 'a@acme.example',
      to: 'b@acme.example',
      subject: 'Hello',
      text: 'Hi',
    });
    expect(await arrival).toMatchObject({ from: 'a@acme.example', to: ['b@acme.example'], encrypted: true });
    expect(world.messages()[0]?.raw).toContain('Subject: Hello');
  } finally {
    await world.stop();
  }
});

test('a repository is built from its commits', async () => {
  const world = await startWorld(
    healthy({
      repository: {
        commits: [
          { message: 'one', files: { 'a/b.txt': 'x', '.env': 'A=1' } },
          { message: 'two', files: { '.env': null } },
        ],
        untracked: { 'c.txt': 'y' },
        git: 'shallow',
      },
    }),
  );
  try {
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: world.intentDefaults.repository?.path, encoding: 'utf8' });
    expect(git('log', '--format=%s')).toBe('two\n');
    expect(git('ls-files')).toBe('a/b.txt\n');
    expect(git('status', '--short')).toBe('?? c.txt\n');
  } finally {
    await world.stop();
  }
});
