/**
 * TLS and headers of one modern host and of ten, whole process, everything that is accepted listed; beside sslscan and testssl on the same nginx in the same
 * run. The hosts are owned, so that nothing is left out.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegistry } from '../src/compose.ts';
import { startNginxFront } from '../range/real/front.ts';
import { DOMAIN, healthy, healthyHost, zone } from '../range/healthy.ts';
import { startWorld, type WorldSpec } from '../range/world.ts';
import { heading, inTurn, median, memoryRow, row, run } from './common/measure.ts';
import { projectIn, type Project } from './common/project.ts';

const ROUNDS = 7;
const TESTSSL_TIMEOUT_MS = 300_000;
const HTTP_CHECKS = ['edge/https-forced', 'edge/hsts', 'edge/security-headers'];

const { checks } = await loadRegistry();
const ofTls = checks.filter(({ id, needs }) => id.startsWith('edge/') && Object.values(needs).some(({ kind }) => /^edge\/(tls|renewal)/.test(kind.id)));
const only = [...new Set([...ofTls.map(({ id }) => id), ...HTTP_CHECKS])].flatMap((id) => ['--only', id]);
let peaks: number[] = [];
const scan = async ({ launchReady }: Project): Promise<number> => {
  const { ms, peakBytes } = await launchReady('audit', ...only, '--quiet', '--format', 'none');
  peaks.push(peakBytes);
  return ms;
};

/** Mozilla's intermediate configuration, as its generator writes it for nginx. */
const INTERMEDIATE = `ssl_protocols TLSv1.2 TLSv1.3;
ssl_ciphers ${['ECDSA', 'RSA'].flatMap((key) => ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((cipher) => `ECDHE-${key}-${cipher}`)).join(':')};
ssl_prefer_server_ciphers off;`;

/** Hosts on addresses of their own, declared and owned; nothing else is asked about. */
function hostsWorld(count: number): WorldSpec {
  const names = Array.from({ length: count }, (_, at) => `h${at}.${DOMAIN}`);
  const world = healthy();
  const hosts = names.map((name, at) => healthyHost(name, 'app', `203.0.113.${150 + at}`));
  const addresses = hosts.map(({ name, address }) => [name.split('.')[0] ?? '', 'A', address] as const);
  const intent: WorldSpec['intent'] = {
    hosts: names.map((name) => ({ name, purpose: 'app' as const, declared: true })),
    owned: [DOMAIN],
    profile: 'internal-ops-launch',
    project: 'acme',
  };
  return {
    ...world,
    hosts,
    intent,
    zones: world.zones.map((one) => (one.name === DOMAIN ? { ...one, records: [...one.records.filter(isNoHost), ...zone(DOMAIN, addresses).records] } : one)),
  };
}

/** The domain and its www would be looked at as well, since visitors try them. */
const isNoHost = ({ type }: { readonly type: string }): boolean => type !== 'A' && type !== 'CNAME';

/** A world whose hosts each stand behind an nginx. */
async function behindNginx(count: number, measure: (project: Project, ports: readonly string[]) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-tls-'));
  const spec = hostsWorld(count);
  const world = await startWorld(spec);
  const fronts = await Promise.all(
    spec.hosts.map(async (host, at) => {
      const place = `${host.address}:443`;
      return { place, front: await startNginxFront(INTERMEDIATE)(host, world.network.routes[place] ?? '', join(folder, String(at))) };
    }),
  );
  const routes = { ...world.network.routes, ...Object.fromEntries(fronts.map(({ place, front }) => [place, front.at])) };
  const project = await projectIn({ ...world, network: { ...world.network, routes } });
  try {
    await measure(
      project,
      fronts.map(({ front }) => front.at.split(':')[1] ?? ''),
    );
  } finally {
    await Promise.all([project.remove(), world.stop(), ...fronts.map(({ front }) => front.stop()), rm(folder, { recursive: true, force: true })]);
  }
}

async function connectionsOf(project: Project): Promise<string> {
  const { out } = await project.launchReady('audit', ...only, '--json');
  const { traffic } = JSON.parse(out) as { traffic: readonly { purpose: string; count: number }[] };
  const tcp = traffic.filter(({ purpose }) => /^(tls|http)/.test(purpose));
  return `${tcp.reduce((sum, { count }) => sum + count, 0)} TCP connections (${tcp.map(({ purpose, count }) => `${count} ${purpose}`).join(', ')})`;
}

heading('TLS and headers of one modern host, whole process');
await behindNginx(1, async (project, [port = '']) => {
  const times = await inTurn(ROUNDS, {
    ours: () => scan(project),
    startUp: async () => (await project.launchReady('--version')).ms,
    sslscan: async () => (await run('sslscan', ['--no-colour', `--sni-name=h0.${DOMAIN}`, `127.0.0.1:${port}`]))?.ms ?? Number.NaN,
  });
  const ours = median(times.ours);
  row(`launch-ready audit, ${only.length / 2} checks of TLS and headers`, times.ours, 'target 300 ms');
  row('   of which start-up (--version)', times.startUp);
  memoryRow('   memory', peaks, 'target 150 MB');
  if (Number.isNaN(median(times.sslscan))) console.log('sslscan: not installed here');
  else row(`sslscan (${(median(times.sslscan) / ours).toFixed(1)} times ours)`, times.sslscan, 'target 1.0 times');
  console.log(`   ${await connectionsOf(project)}, target at most 60`);
  // Its look-ups would go to the resolver of this machine, which does not know the range, and wait for it.
  const quick = ['--nodns', 'none', '--connect-timeout', '2', '--openssl-timeout', '2'];
  const args = ['--quiet', '--warnings', 'off', '--color', '0', ...quick, '-p', '-S', '-h', '--ip', '127.0.0.1', `https://h0.${DOMAIN}:${port}`];
  const testssl = await run('testssl', args, { timeoutMs: TESTSSL_TIMEOUT_MS });
  if (testssl) row(`testssl -p -S -h (${(testssl.ms / ours).toFixed(0)} times ours)`, [testssl.ms], 'target 50 times');
  else console.log('testssl: not installed here');
});

heading('The same of ten hosts');
peaks = [];
await behindNginx(10, async (project) => {
  const { ours } = await inTurn(5, { ours: () => scan(project) });
  row('launch-ready audit', ours, 'target 2000 ms');
  memoryRow('   memory', peaks, 'target 150 MB');
  console.log(`   ${await connectionsOf(project)}`);
});
