/** Judging an archived run again: the whole bundled process over its start-up, on a small archive and on that of a large repository. */
import { startWorld } from '../range/world.ts';
import { healthy } from '../range/healthy.ts';
import { largeRepository } from './common/large-repository.ts';
import { heading, inTurn, median, row } from './common/measure.ts';
import { emptyProject, projectIn } from './common/project.ts';

const ROUNDS = 11;
const TARGET = 'target 200 ms over start-up';

heading('Judging again from the archive (--replay), whole process, reports written');
const world = await startWorld(healthy());
const small = await projectIn(world);
await small.launchReady('audit', '--quiet', '--format', 'none');
await world.stop();
const repository = await largeRepository();
const large = await emptyProject();
await large.launchReady('audit', '--quiet', '--format', 'none', '--repo', repository.path);
await repository.remove();

const replayed = async ({ launchReady }: typeof small): Promise<number> => (await launchReady('audit', '--replay', 'latest', '--quiet')).ms;
const times = await inTurn(ROUNDS, {
  startUp: async () => (await small.launchReady('--version')).ms,
  small: () => replayed(small),
  large: () => replayed(large),
});
row('start-up (--version)', times.startUp);
for (const [name, what] of [
  ['small', 'the healthy domain'],
  ['large', 'a repository of 4,000 files'],
] as const) {
  row(`--replay, ${what}`, times[name]);
  row('   over start-up', [median(times[name]) - median(times.startUp)], TARGET);
}
await Promise.all([small.remove(), large.remove()]);
