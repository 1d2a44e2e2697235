import { expect, test } from 'vitest';
import { healthyBut } from './faults/change.ts';
import { oneServer } from './faults/dns.ts';
import { DOMAIN, healthy } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld, type World, type WorldSpec } from './world.ts';

/** Questions of a run, without the repetitions over TCP that a cut answer or the look at TCP itself needs. */
async function asked(spec: WorldSpec): Promise<ReturnType<World['queries']>> {
  const { world } = await runScenario(spec, startWorld);
  return world.queries().filter(({ transport }) => transport === 'udp');
}
const about = (queries: ReturnType<World['queries']>) => queries.filter(({ name }) => name === DOMAIN || name.endsWith(`.${DOMAIN}`));
/** DKIM selectors of services that might send are counted apart. */
const isSelector = ({ name }: { name: string }): boolean => name.includes('._domainkey.');

test('a healthy domain costs at most 40 questions and 12 for each name and name server', async () => {
  const queries = await asked(healthy());
  const names = healthy().intent.hosts?.length ?? 0;
  const servers = 2;
  const mine = about(queries).filter((query) => !isSelector(query));
  expect(mine.length).toBeGreaterThan(30);
  expect(mine.length).toBeLessThanOrEqual(40 + 12 * names * servers);
  // Name servers themselves are only asked about what they have to agree on.
  expect(mine.filter(({ server }) => server !== 'resolver').length).toBeLessThanOrEqual(12 * names * servers);
});

test('no question is put twice to one server', async () => {
  const all = (await asked(healthy())).map(({ name, type, server }) => `${server} ${name} ${type}`);
  expect(all.filter((question, at) => all.indexOf(question) !== at)).toEqual([]);
});

test('a dead name server costs two tries of one question, not of each', async () => {
  const queries = await asked(healthyBut(oneServer('silent')));
  const dead = queries.filter(({ server }) => server === '203.0.113.2');
  expect(dead.length).toBeLessThanOrEqual(2);
});
