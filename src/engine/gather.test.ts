import { expect, test } from 'vitest';
import { each, one } from '../model/check.ts';
import { quote } from '../model/text.ts';
import type { Subject } from '../model/subject.ts';
import { CouldNotLook, type Probe } from '../ports/probe.ts';
import { blindIo, DOMAIN, domainNumber, HOST, hostNumber, hostProbe, makeIntent, PROJECT } from './engine.fixture.ts';
import { gather } from './gather.ts';

function run(probes: readonly Probe[], changes: Partial<Parameters<typeof gather>[0]> = {}) {
  return gather({
    probes,
    subjects: [PROJECT, DOMAIN, HOST],
    intent: makeIntent(),
    io: blindIo(),
    consent: { active: false, owned: [] },
    vantage: 'here',
    budgetMs: 2000,
    signal: new AbortController().signal,
    ...changes,
  });
}
const at = (result: Awaited<ReturnType<typeof run>>, key: string) => result.observations.get(key);
const HOST_KEY = 'fixture/host|host:app.acme.example';

test('a look that cannot look becomes an unseen observation with its reason', async () => {
  const result = await run([hostProbe({ gather: () => Promise.reject(new CouldNotLook('refused', 'the door is shut')) })]);
  expect(at(result, HOST_KEY)).toMatchObject({ seen: false, code: 'refused', reason: 'the door is shut' });
});

test('a defect of a probe is named as such and does not end the run', async () => {
  const result = await run([hostProbe({ gather: () => Promise.reject(new TypeError('x is not a function')) })]);
  expect(at(result, HOST_KEY)).toMatchObject({ seen: false, code: 'probe-defect' });
});

test('evidence that does not have its shape is refused', async () => {
  const result = await run([hostProbe({ gather: () => Promise.resolve({ value: { n: 'raw outside text' }, complete: true }) })]);
  expect(at(result, HOST_KEY)).toMatchObject({ seen: false, code: 'probe-defect' });
});

test('a probe that never answers ends at its deadline', async () => {
  const result = await run([hostProbe({ timeoutMs: 30, gather: () => new Promise(() => undefined) })]);
  expect(at(result, HOST_KEY)).toMatchObject({ seen: false, code: 'timeout' });
});

test('the budget of the run ends everything', async () => {
  const result = await run([hostProbe({ timeoutMs: 60_000, gather: () => new Promise(() => undefined) })], { budgetMs: 30 });
  expect(at(result, HOST_KEY)).toMatchObject({ seen: false, code: 'budget' });
});

test('Ctrl-C keeps what is known so far', async () => {
  const stop = new AbortController();
  const slow: Subject = { ...HOST, name: 'slow.acme.example' };
  const probe = hostProbe({
    gather: ({ subject }) => (subject.name === slow.name ? new Promise(() => undefined) : Promise.resolve({ value: { n: 1 }, complete: true })),
  });
  setTimeout(() => stop.abort(), 30);
  const result = await run([probe], { subjects: [PROJECT, DOMAIN, HOST, slow], signal: stop.signal });
  expect(result.interrupted).toBe(true);
  expect(at(result, HOST_KEY)).toMatchObject({ seen: true });
  expect(at(result, 'fixture/host|host:slow.acme.example')).toMatchObject({ seen: false, code: 'interrupted' });
});

test('what a probe needs is looked at first, and its reason is passed on', async () => {
  const dependent = hostProbe({ id: 'fixture/dependent', fills: { ...hostNumber, id: 'fixture/dependent' }, needs: { host: one(hostNumber) } });
  const result = await run([dependent, hostProbe({ gather: () => Promise.reject(new CouldNotLook('challenged', 'a bot check answered')) })]);
  expect(at(result, 'fixture/dependent|host:app.acme.example')).toMatchObject({ seen: false, code: 'challenged', reason: 'a bot check answered' });
});

test('discovered subjects are looked at, and an each() need waits for all of them', async () => {
  const found: Subject = { kind: 'host', name: 'api.acme.example', parent: 'domain:acme.example' };
  const finder = hostProbe({
    id: 'fixture/finder',
    about: 'domain',
    fills: { ...domainNumber, id: 'fixture/finder' },
    discovers: ['host'],
    gather: () => new Promise((resolve) => setTimeout(() => resolve({ value: { n: 0 }, complete: true, discovered: [found, HOST] }), 20)),
  });
  const counter = hostProbe({
    id: 'fixture/domain',
    about: 'domain',
    fills: domainNumber,
    needs: { hosts: each(hostNumber) },
    gather: ({ given }) => Promise.resolve({ value: { n: (given['hosts'] as unknown[]).length }, complete: true }),
  });
  const result = await run([counter, finder, hostProbe()]);
  expect(at(result, 'fixture/domain|domain:acme.example')).toMatchObject({ seen: true, value: { n: 2 } });
});

test('a walk that discovers without end is cut and said so', async () => {
  let count = 0;
  const probe = hostProbe({
    discovers: ['host'],
    gather: () =>
      Promise.resolve({ value: { n: 0 }, complete: true, discovered: [{ kind: 'host', name: `h${count++}.acme.example`, parent: 'domain:acme.example' }] }),
  });
  const result = await run([probe]);
  expect(result.cut).toHaveLength(1);
  expect(result.subjects.size).toBe(7);
});

test('without consent no probe can post, whatever it says of itself', async () => {
  const probe = hostProbe({
    gather: async ({ io, signal }) => {
      await io.connect(
        { address: '203.0.113.1', port: 443 },
        { purpose: { protocol: 'http', host: HOST.name, method: 'POST', path: '/' }, timeoutMs: 100 },
        signal,
      );
      return { value: { n: 1 }, complete: true };
    },
  });
  expect(at(await run([probe]), HOST_KEY)).toMatchObject({ seen: false, code: 'no-consent' });
});

test('active touches need an owned host', async () => {
  const probe = hostProbe({
    touches: 'makes-load',
    gather: async ({ io, signal }) => {
      await io.connect(
        { address: '203.0.113.1', port: 443 },
        { purpose: { protocol: 'http', host: HOST.name, method: 'GET', path: '/' }, timeoutMs: 100 },
        signal,
      );
      return { value: { n: 1 }, complete: true };
    },
  });
  expect(at(await run([probe], { consent: { active: true, owned: [] } }), HOST_KEY)).toMatchObject({ code: 'no-consent' });
  expect(at(await run([probe], { consent: { active: false, owned: ['acme.example'] } }), HOST_KEY)).toMatchObject({ code: 'no-consent' });
  expect(at(await run([probe], { consent: { active: true, owned: ['acme.example'] } }), HOST_KEY)).toMatchObject({ code: 'unreachable' });
});

test('partly seen evidence keeps its limits', async () => {
  const probe = hostProbe({ gather: () => Promise.resolve({ value: { n: 1 }, complete: [{ part: 'body', says: quote('cut at 1 MB') }] }) });
  expect(at(await run([probe]), HOST_KEY)).toMatchObject({ seen: true, complete: [{ part: 'body' }] });
});
