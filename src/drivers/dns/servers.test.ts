import { describe, expect, test } from 'vitest';
import { inMemoryDns, ROOT, type Say, soa } from '../../../test/support/in-memory-dns.ts';
import { zone } from '../../../test/support/zone-answers.ts';
import { serversFromRoot, zoneDns } from '../../../test/support/zone-dns.ts';
import { ask, secondWord, walk } from '../dns.ts';

const signal = new AbortController().signal;
const server = { address: '198.51.100.1', port: 53 };
const a = (name: string, data = '203.0.113.7') => ({ type: 'A', name, ttl: 60, data }) as const;
const answering: Say = ({ name }) => ({ aa: true, answers: [a(name)] });
const question = (name: string) => ({ name, type: 'A', server, recursive: false }) as const;

describe('a dead server', () => {
  test('costs 2.7 s once, whatever is asked of it afterwards', async () => {
    const io = inMemoryDns(() => 'silent');
    const before = io.clock.mono();
    await ask(io, question('acme.test'), signal);
    const tries = io.asked.length;
    for (const name of ['a.acme.test', 'b.acme.test', 'c.acme.test']) expect((await ask(io, question(name), signal)).status).toBe('timeout');
    expect(io.asked).toHaveLength(tries);
    expect(io.clock.mono() - before).toBe(2700);
  });
  test('is none that answers one name and not another', async () => {
    const io = inMemoryDns((asking) => (asking.name === 'slow.acme.test' ? 'silent' : answering(asking)));
    await ask(io, question('acme.test'), signal);
    expect((await ask(io, question('slow.acme.test'), signal)).status).toBe('timeout');
    expect((await ask(io, question('www.acme.test'), signal)).status).toBe('ok');
  });
});

describe('letter case that is not kept', () => {
  const folded: Say = (asking) => ({
    aa: true,
    answers: [a(asking.name)],
    spoil: (packet) => ({ ...packet, questions: (packet.questions ?? []).map((each) => ({ ...each, name: each.name.toLowerCase() })) }),
  });
  test('is confirmed over TCP', async () => {
    const io = inMemoryDns(folded);
    expect(await ask(io, question('acme.test'), signal)).toMatchObject({ status: 'ok', transport: 'tcp' });
  });
  test('without TCP: asked again in lower case, and from then on so', async () => {
    const io = inMemoryDns((asking) => (asking.transport === 'tcp' ? 'refused' : folded(asking)));
    expect(await ask(io, question('acme.test'), signal)).toMatchObject({ status: 'ok', transport: 'udp' });
    const before = io.asked.length;
    await ask(io, question('www.acme.test'), signal);
    expect(io.asked.length - before).toBe(1);
  });
});

describe('EDNS', () => {
  const edns = async (say: Say) => (await ask(inMemoryDns(say), question('acme.test'), signal)).edns;
  test('told apart: ignored, refused, dropped', async () => {
    expect(await edns(answering)).toBe('ignored');
    expect(await edns((asking) => (asking.edns ? { rcode: 1 } : answering(asking)))).toBe('refused');
    expect(await edns((asking) => (asking.edns || asking.transport === 'tcp' ? 'silent' : answering(asking)))).toBe('dropped');
  });
});

test('only over TCP, when that is the question', async () => {
  const refusing = inMemoryDns(({ transport, ...rest }) => (transport === 'tcp' ? 'refused' : answering({ transport, ...rest })));
  expect((await ask(refusing, { ...question('acme.test'), over: 'tcp' }, signal)).rcode).toBe('NONE');
  expect(await ask(inMemoryDns(answering), { ...question('acme.test'), over: 'tcp' }, signal)).toMatchObject({ status: 'ok', transport: 'tcp' });
});

test('a zone that draws us into ever more questions ends at the budget', async () => {
  const io = inMemoryDns(answering);
  const many = Array.from({ length: 1000 }, async (_, at) => ask(io, question(`n${at}.acme.test`), signal));
  await Promise.all(many);
  await expect(ask(io, question('one-more.acme.test'), signal)).rejects.toMatchObject({ code: 'budget' });
  expect((await ask(io, question('other.test'), signal)).status).toBe('ok');
});

test('an alias of a whole tree (DNAME) is followed', async () => {
  const tree = { type: 'DNAME', name: 'old.test', ttl: 60, data: 'new.test' } as const;
  const io = inMemoryDns(() => ({ aa: true, answers: [tree, a('www.new.test')] }));
  expect(await ask(io, question('www.old.test'), signal)).toMatchObject({ status: 'ok', chain: ['www.new.test'] });
});

describe('the walk from the root', () => {
  const acme = zone('acme.test', ['@', 'NS', 'ns1.acme.test.'], ['@', 'NS', 'ns.other.test.'], ['ns1', 'A', '198.51.100.1'], ['app', 'A', '203.0.113.8']);
  const parent = zone(
    'test',
    ['@', 'NS', 'ns.test.'],
    ['ns', 'A', '198.51.100.3'],
    ['acme', 'NS', 'ns1.acme.test.'],
    ['ns1.acme', 'A', '198.51.100.1'],
    ['both', 'NS', 'ns.test.'],
  );
  const root = zone('', ['test.', 'NS', 'ns.test.'], ['ns.test.', 'A', '198.51.100.3']);
  const both = zone('both.test', ['@', 'NS', 'ns.test.']);
  const servers = { [ROOT.address]: { zones: [root] }, '198.51.100.3': { zones: [parent, both] }, '198.51.100.1': { zones: [acme] } };
  const look = async (name: string, say = zoneDns([acme, parent, both, root], servers)) => walk(inMemoryDns(say), name, signal);

  test('finds what the parent says, with its glue, in two questions', async () => {
    const io = inMemoryDns(zoneDns([], servers));
    expect(await walk(io, 'acme.test', signal)).toMatchObject({
      status: 'delegated',
      parent: 'test',
      names: ['ns1.acme.test'],
      glue: [{ name: 'ns1.acme.test', addresses: ['198.51.100.1'] }],
    });
    expect(io.asked).toHaveLength(2);
  });
  test('tells a name inside a zone, a missing one and servers of both zones apart', async () => {
    expect(await look('app.acme.test')).toMatchObject({ status: 'inside', parent: 'acme.test' });
    expect(await look('gone.test')).toMatchObject({ status: 'missing', parent: 'test' });
    expect(await look('both.test')).toMatchObject({ status: 'same-servers', parent: 'test' });
  });
  test('says so when it cannot go on', async () => {
    const io = inMemoryDns(() => 'silent');
    await expect(walk({ ...io, network: { ...io.network, roots: [] } }, 'acme.test', signal)).rejects.toMatchObject({ code: 'blocked-here' });
    await expect(look('acme.test', () => 'silent')).rejects.toMatchObject({ code: 'timeout' });
    const upwards: Say = () => ({ authorities: [{ type: 'NS', name: '.', ttl: 60, data: 'a.root.test' }] });
    await expect(look('acme.test', upwards)).rejects.toMatchObject({ code: 'malformed' });
    await expect(look('acme.test', () => ({ rcode: 5, authorities: [soa('test')] }))).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a second word about a name that the resolver denies', () => {
  const registry = zone('test', ['there', 'A', '203.0.113.8']);
  const shared = [zone('uk'), zone('co.uk')];
  const word = async (name: string, say: Say) => secondWord(inMemoryDns(say), name, signal);
  const rooted = zoneDns([], serversFromRoot([registry]));

  test('comes from the zones above it', async () => {
    expect(await word('cdn.gone.test', rooted)).toEqual({ says: 'lost', deniedBy: 'test' });
    expect(await word('there.test', rooted)).toMatchObject({ says: 'there' });
    expect(await word('gone.nowhere', rooted)).toEqual({ says: 'lost', deniedBy: '.' });
    const servers = serversFromRoot([zone('uk')]);
    expect(await word('gone.co.uk', zoneDns([], { ...servers, '198.18.0.1': { zones: shared } }))).toEqual({ says: 'lost', deniedBy: 'co.uk' });
  });
  test('is none where somebody answers in the place of the root, without authority or not at all', async () => {
    const inItsPlace =
      (aa: boolean, owner: string): Say =>
      () => ({ rcode: 3, aa, authorities: [soa(owner)] });
    for (const say of [inItsPlace(true, 'test'), inItsPlace(false, '.'), (): 'silent' => 'silent'])
      expect(await word('cdn.gone.test', say)).toEqual({ says: 'nothing' });
  });
});
