/**
 * The whole outside audit of the healthy domain (apex and six hosts), beside the Debian programs that look at parts of it: same world, same run, as ratios.
 * What is not installed, or needs a right that we have not, is said in one line and left out.
 */
import { spawnSync } from 'node:child_process';
import { healthyBut, type WorldChange } from '../range/faults/change.ts';
import { oneServer } from '../range/faults/dns.ts';
import { changeSite, siteFault } from '../range/faults/web.ts';
import { healthy, page } from '../range/healthy.ts';
import { startWorld, type World, type WorldSpec } from '../range/world.ts';
import { heading, inTurn, median, memoryRow, row, run } from './common/measure.ts';
import { projectIn, type Project } from './common/project.ts';
import { printQuestions } from './common/questions.ts';
import { canTakePort53, walkableWorld } from './common/walkable-world.ts';
import { zonemaster } from './common/zonemaster.ts';

const ROUNDS = 7;
const TESTSSL_TIMEOUT_MS = 300_000;

let peaks: number[] = [];
const audit = async ({ launchReady }: Project): Promise<number> => {
  const { ms, peakBytes } = await launchReady('audit', '--quiet');
  peaks.push(peakBytes);
  return ms;
};

/** A site of this many pages, each with links to the others, a script of 200 kB and an API behind it. */
function siteOf(pages: number): WorldChange {
  const html = [['content-type', 'text/html; charset=utf-8']] as const;
  const at = (n: number): string => (n === 0 ? '/' : `/f${n % 8}/p${n}`);
  const links = Array.from({ length: pages }, (_, n) => `<a href="${at(n)}">page ${n}</a>`).join('');
  const script = { status: 200, headers: [['content-type', 'text/javascript']] as const, body: '/* acme */'.padEnd(200_000, 'a;') };
  const routes = Object.fromEntries(
    Array.from({ length: pages }, (_, n) => [at(n), { status: 200, headers: html, body: page(`Acme ${n}`, `<p>Words of page ${n}</p>${links}`) }]),
  );
  return changeSite('app', 'https', (site) => ({ ...site, routes: { ...site.routes, ...routes, '/assets/app-4f9d2c81.js': script } }));
}

async function inWorld(spec: WorldSpec, measure: (world: World, project: Project) => Promise<void>): Promise<void> {
  const world = await startWorld(spec);
  const project = await projectIn(world);
  try {
    await measure(world, project);
  } finally {
    await Promise.all([project.remove(), world.stop()]);
  }
}

const rootful = await canTakePort53();
heading('Whole outside audit of the healthy domain: apex and six hosts, whole process, reports written');
await inWorld(rootful ? walkableWorld() : healthy(), async (world, project) => {
  const times = await inTurn(ROUNDS, { startUp: async () => (await project.launchReady('--version')).ms, whole: () => audit(project) });
  row('launch-ready audit', times.whole, 'target 1500 ms');
  row('   of which start-up (--version)', times.startUp);
  memoryRow('   memory', peaks, 'target 150 MB');
  const ours = median(times.whole);

  const before = { questions: world.queries().length, requests: world.requests().length };
  await audit(project);
  console.log(`   ${world.requests().length - before.requests} HTTP requests`);
  printQuestions(world.queries().slice(before.questions));

  heading('Programs from Debian on the same target, each looking at its part only');
  const peer = async (name: string, what: string, look: () => Promise<number | undefined>): Promise<void> => {
    if (spawnSync('which', [name]).status !== 0) return console.log(`${name}: not installed here`);
    const ms = await look();
    if (ms === undefined) console.log(`${name}: did not finish`);
    else row(`${name}, ${what} (${(ms / ours).toFixed(1)} times our whole audit)`, [ms]);
  };
  const port = world.network.routes['203.0.113.10:443']?.split(':').at(-1) ?? '';
  const host = 'app.acme.example';
  await peer('sslscan', 'TLS of one host', async () => (await run('sslscan', ['--no-colour', `--sni-name=${host}`, `127.0.0.1:${port}`]))?.ms);
  await peer('testssl', '-p -S -h, one host', async () => {
    // Its look-ups would go to the resolver of this machine, which does not know the range, and wait for it.
    const quick = ['--nodns', 'none', '--connect-timeout', '2', '--openssl-timeout', '2'];
    const args = ['--quiet', '--warnings', 'off', '--color', '0', ...quick, '-p', '-S', '-h', '--ip', '127.0.0.1', `https://${host}:${port}`];
    return (await run('testssl', args, { timeoutMs: TESTSSL_TIMEOUT_MS }))?.ms;
  });
  if (rootful) await peer('zonemaster-cli', 'the zone', () => zonemaster(project.folder));
  else console.log('zonemaster-cli: left out, it asks port 53 and we may not take it');
});

heading('The same with one of two name servers silent');
await inWorld(rootful ? walkableWorld('silent') : healthyBut(oneServer('silent')), async (_, project) => {
  const { whole } = await inTurn(3, { whole: () => audit(project) });
  row('launch-ready audit', whole, 'target 4000 ms');
});

heading('The same with a site of fifty pages, all of them crawled');
peaks = [];
await inWorld(healthyBut(siteOf(50)), async (world, project) => {
  const { whole } = await inTurn(3, { whole: () => audit(project) });
  row('launch-ready audit', whole, 'target 5000 ms');
  memoryRow('   memory', peaks, 'target 150 MB');
  const before = world.requests().length;
  await audit(project);
  const asked = world.requests().slice(before);
  const pages = new Set(asked.filter(({ scheme, path }) => scheme === 'https' && /^\/(f\d\/p\d+)?$/.test(path)).map(({ host, path }) => host + path));
  console.log(`   ${asked.length} HTTP requests, ${[...pages].filter((one) => one.startsWith('app.')).length} pages of app`);
});

heading('The same where app sends a page without end on every address');
peaks = [];
await inWorld(healthyBut(siteFault('app', 'endless-body')), async (_, project) => {
  const { whole } = await inTurn(2, { whole: () => audit(project) });
  row('launch-ready audit', whole);
  memoryRow('   memory', peaks, 'target 150 MB');
});
