/**
 * Domain and mail evidence for apex and six hosts: the whole bundled process, beside Zonemaster on the same zone and servers, and the questions by purpose.
 * Programs that are not installed (or port 53, without the right to take it) are said so and left out.
 */
import { loadRegistry } from '../src/compose.ts';
import { healthyBut } from '../range/faults/change.ts';
import { oneServer } from '../range/faults/dns.ts';
import { healthy } from '../range/healthy.ts';
import { startWorld } from '../range/world.ts';
import { heading, inTurn, median, row } from './common/measure.ts';
import { projectIn, type Project } from './common/project.ts';
import { printQuestions } from './common/questions.ts';
import { canTakePort53, walkableWorld } from './common/walkable-world.ts';
import { zonemaster } from './common/zonemaster.ts';

const ROUNDS = 7;

/** Checks that live on what DNS and mail servers say; those that read web pages as well are part of the whole audit. */
const { checks } = await loadRegistry();
const fromWeb = (check: (typeof checks)[number]): boolean => Object.values(check.needs).some(({ kind }) => kind.id.startsWith('edge/'));
const only = checks.filter((check) => ['domain', 'email'].includes(check.stage) && !fromWeb(check)).flatMap(({ id }) => ['--only', id]);
const audit = async (project: Project): Promise<number> => (await project.launchReady('audit', ...only, '--quiet', '--format', 'none')).ms;
const OURS = `launch-ready audit, the ${only.length / 2} checks of DNS and mail`;

function rowOfZonemaster(theirs: readonly number[], ours: readonly number[]): void {
  if (Number.isNaN(median(theirs))) console.log('zonemaster-cli: not installed here, or it did not finish');
  else row(`zonemaster-cli, the zone only (${(median(theirs) / median(ours)).toFixed(1)} times ours)`, theirs);
}

const rootful = await canTakePort53();
if (!rootful) console.log('zonemaster-cli: left out, it asks port 53 and we may not take it');
const theirsMs = async ({ folder }: Project): Promise<number> => (rootful ? ((await zonemaster(folder)) ?? Number.NaN) : Number.NaN);

heading('Domain and mail evidence, apex and six hosts, whole process');
const world = await startWorld(rootful ? walkableWorld() : healthy());
const project = await projectIn(world);
await audit(project);
printQuestions(world.queries());
const times = await inTurn(ROUNDS, {
  startUp: async () => (await project.launchReady('--version')).ms,
  ours: () => audit(project),
  theirs: () => theirsMs(project),
});
row(OURS, times.ours, 'target 400 ms');
row('   of which start-up (--version)', times.startUp);
rowOfZonemaster(times.theirs, times.ours);
await world.stop();

heading('The same with one of two name servers silent');
const dead = await startWorld(rootful ? walkableWorld('silent') : healthyBut(oneServer('silent')));
const deadProject = await projectIn(dead);
const ours: number[] = [];
for (let round = 0; round < 3; round++) ours.push(await audit(deadProject));
row(OURS, ours, 'target 3500 ms');
rowOfZonemaster([await theirsMs(deadProject)], ours);
await dead.stop();
await Promise.all([project.remove(), deadProject.remove()]);
