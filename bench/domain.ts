/**
 * Domain and mail evidence for apex and six hosts: the whole bundled process, beside Zonemaster on the same zone and servers, and the questions by purpose.
 * Programs that are not installed (or port 53, without the right to take it) are said so and left out.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOMAIN } from '../range/healthy.ts';
import { startWorld, type World } from '../range/world.ts';
import { heading, inTurn, median, row, run } from './common/measure.ts';
import { projectIn, type Project } from './common/project.ts';
import { ROOT_HINTS, walkableWorld } from './common/walkable-world.ts';

const ROUNDS = 7;
const ZONEMASTER_TIMEOUT_MS = 120_000;

const audit = async ({ launchReady }: Project): Promise<number> =>
  (await launchReady('audit', '--only', 'domain', '--only', 'email', '--quiet', '--format', 'none')).ms;

async function zonemaster({ folder }: Project): Promise<number | undefined> {
  const hints = join(folder, 'hints');
  await writeFile(hints, ROOT_HINTS);
  const args = ['--hints', hints, '--no-ipv6', '--no-progress', '--raw', DOMAIN];
  return (await run('zonemaster-cli', args, { timeoutMs: ZONEMASTER_TIMEOUT_MS }))?.ms;
}

/** What one run asked: in all, by purpose, and what it asked twice. */
async function printQuestions(world: World, project: Project): Promise<void> {
  const before = world.queries().length;
  await audit(project);
  const asked = world.queries().slice(before);
  const texts = asked.map(({ name, type, server }) => `${name} ${type} at ${server}`);
  const twice = [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))];
  const selectors = asked.filter(({ name }) => name.includes('._domainkey.'));
  const servers = new Set(asked.map(({ server }) => server).filter((server) => server !== 'resolver'));
  const names = new Set(asked.filter(({ server }) => server !== 'resolver').map(({ name }) => name));
  const allowed = 40 + 12 * names.size * servers.size;
  console.log(
    `questions: ${asked.length} (${selectors.length} for DKIM selectors, ${asked.length - selectors.length} others; target at most 40 + 12 per name and authoritative server = ${allowed}), ${twice.length} twice${twice.length > 0 ? `: ${twice.slice(0, 5).join(', ')}` : ''}`,
  );
  const byPurpose = Map.groupBy(
    asked,
    ({ name, type, server }) => `${server === 'resolver' ? 'resolver' : 'server'} ${name.includes('._domainkey.') ? 'DKIM' : type}`,
  );
  console.log([...byPurpose].map(([purpose, all]) => `${purpose} ${all.length}`).join(' · '));
}

heading('Domain and mail evidence, apex and six hosts, whole process');
const world = await startWorld(walkableWorld());
const project = await projectIn(world);
await printQuestions(world, project);
const times = await inTurn(ROUNDS, {
  startUp: async () => (await project.launchReady('--version')).ms,
  ours: () => audit(project),
  theirs: async () => (await zonemaster(project)) ?? Number.NaN,
});
row('launch-ready audit --only domain --only email', times.ours, 'target 400 ms');
row('   of which start-up (--version)', times.startUp);
if (Number.isNaN(median(times.theirs))) console.log('zonemaster-cli: not installed here');
else row(`zonemaster-cli, the zone only (${(median(times.theirs) / median(times.ours)).toFixed(1)} times ours)`, times.theirs);
await world.stop();

heading('The same with one of two name servers silent');
const dead = await startWorld(walkableWorld('silent'));
const deadProject = await projectIn(dead);
const ours: number[] = [];
for (let round = 0; round < 3; round++) ours.push(await audit(deadProject));
row('launch-ready audit --only domain --only email', ours, 'target 3500 ms');
const theirs = await zonemaster(deadProject);
console.log(theirs === undefined ? 'zonemaster-cli: not installed here, or not done in time' : '');
if (theirs !== undefined) row(`zonemaster-cli (${(theirs / median(ours)).toFixed(1)} times ours)`, [theirs]);
await dead.stop();
await Promise.all([project.remove(), deadProject.remove()]);
