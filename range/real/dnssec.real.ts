import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeIo } from '../../src/adapters/io/node-io.ts';
import { serverStanding } from '../../src/checks/domain/dnssec-facts.ts';
import type { Dnssec } from '../../src/evidence/domain/dnssec.ts';
import { dnssecProbe } from '../../src/probes/domain/dnssec.ts';
import { PLAIN_INTENT } from '../../test/support/judge-one.ts';
import { freePort } from '../free-port.ts';
import { accepts, type Program, startProgram } from './program.ts';

/* Zones signed by Knot, judged by us and by BIND's validator (delv) with the same trust anchor. */

const ALGORITHMS = ['rsasha256', 'ecdsap256sha256', 'ecdsap384sha384', 'ed25519'] as const;
const zoneOf = (algorithm: string): string => `${algorithm}.test`;
const run = promisify(execFile);

let folder: string;
let child: Program & { readonly port: number };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dnssec-'));
  child = await startSigner();
}, 60_000);
afterAll(async () => {
  await child.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One Knot that signs a zone per algorithm. */
async function startSigner(): Promise<Program & { readonly port: number }> {
  const port = await freePort();
  await mkdir(join(folder, 'db'));
  for (const algorithm of ALGORITHMS) {
    const zone = zoneOf(algorithm);
    await writeFile(
      join(folder, `${zone}.zone`),
      `${zone}. 300 IN SOA ns.${zone}. hostmaster.${zone}. 1 7200 900 1209600 300\n${zone}. 300 IN NS ns.${zone}.\nns.${zone}. 300 IN A 192.0.2.1\n`,
    );
  }
  const config = [
    `server:\n  rundir: ${folder}\n  listen: [ 127.0.0.1@${port} ]\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1`,
    `log:\n  - target: stderr\n    any: error`,
    `database:\n  storage: ${join(folder, 'db')}`,
    `policy:\n${ALGORITHMS.map((algorithm) => `  - id: ${algorithm}\n    algorithm: ${algorithm}`).join('\n')}`,
    `zone:\n${ALGORITHMS.map((algorithm) => `  - domain: ${zoneOf(algorithm)}.\n    file: ${join(folder, `${zoneOf(algorithm)}.zone`)}\n    zonefile-sync: -1\n    dnssec-signing: on\n    dnssec-policy: ${algorithm}`).join('\n')}`,
  ];
  const file = join(folder, 'knot.conf');
  await writeFile(file, `${config.join('\n')}\n`);
  return { port, ...(await startProgram('knotd', ['-c', file], () => accepts(port))) };
}

/** A parent server that answers the DS question; it stands where a resolver would. */
async function startParent(zone: string, ds: string): Promise<Program & { readonly port: number }> {
  const port = await freePort();
  const home = await mkdtemp(join(folder, 'parent-'));
  await writeFile(
    join(home, 'test.zone'),
    `test. 300 IN SOA ns.test. hostmaster.test. 1 7200 900 1209600 300\ntest. 300 IN NS ns.test.\nns.test. 300 IN A 192.0.2.9\n${zone}. 300 IN NS ns.${zone}.\nns.${zone}. 300 IN A 192.0.2.1\n${zone}. 300 IN DS ${ds}\n`,
  );
  const config = `server:\n  rundir: ${home}\n  listen: [ 127.0.0.1@${port} ]\nlog:\n  - target: stderr\n    any: error\ndatabase:\n  storage: ${home}\nzone:\n  - domain: test.\n    file: ${join(home, 'test.zone')}\n    zonefile-sync: -1\n`;
  await writeFile(join(home, 'knot.conf'), config);
  return { port, ...(await startProgram('knotd', ['-c', join(home, 'knot.conf')], () => accepts(port))) };
}

async function look(zone: string, resolverPort: number): Promise<Dnssec> {
  const io = nodeIo({ network: { resolvers: [`127.0.0.1:${resolverPort}`], routes: { '192.0.2.1:53': `127.0.0.1:${child.port}` }, trust: [] } });
  const seen = { status: 'delegated', zone, names: [`ns.${zone}`], servers: [{ name: `ns.${zone}`, address: '192.0.2.1', answer: 'ok', authoritative: true }] };
  const given = { vantage: { dns: 'works', resolvers: [], ipv6: false }, seen } as never;
  const { value } = await dnssecProbe.gather({
    subject: { kind: 'domain', name: zone, parent: 'project:project' },
    given,
    intent: PLAIN_INTENT,
    io,
    signal: AbortSignal.timeout(10_000),
  });
  return value as Dnssec;
}

/** What BIND's validator says with this DS as its only anchor. */
async function delv(zone: string, ds: string): Promise<'validated' | 'refused'> {
  const [tag, algorithm, type, digest] = ds.split(' ');
  const anchor = join(folder, `${zone}.anchor`);
  await writeFile(anchor, `trust-anchors { ${zone}. static-ds ${tag} ${algorithm} ${type} "${digest}"; };\n`);
  const said = await run('delv', ['@127.0.0.1', '-p', String(child.port), '-a', anchor, `+root=${zone}`, zone, 'SOA'], { timeout: 15_000 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { stdout?: string; stderr?: string }) => `${error.stdout ?? ''}${error.stderr ?? ''}`,
  );
  return said.includes('; fully validated') ? 'validated' : 'refused';
}

describe('zones that Knot signed', () => {
  test.each(ALGORITHMS)('%s: we and delv agree about the right DS and about a wrong one', async (algorithm) => {
    const zone = zoneOf(algorithm);
    const first = await startParent(zone, '1 8 2 0000000000000000000000000000000000000000000000000000000000000000');
    const wrong = await look(zone, first.port);
    await first.stop();
    const entry = wrong.servers[0]?.keys.find(({ isEntryPoint }) => isEntryPoint);
    const right = entry?.ds ?? '';
    const second = await startParent(zone, right);
    const good = await look(zone, second.port);
    await second.stop();
    const [now, stale] = [Date.now(), right.replace(/[0-9a-f]{4}$/, '0000')];
    expect(serverStanding(wrong.servers[0] as Dnssec['servers'][number], now).state).toBe('no-trusted-key');
    expect(serverStanding(good.servers[0] as Dnssec['servers'][number], now).state).toBe('sound');
    expect(good.servers[0]?.soaSignatures.map(({ state }) => state)).toEqual(['holds']);
    expect([await delv(zone, right), await delv(zone, stale)]).toEqual(['validated', 'refused']);
  });
});
