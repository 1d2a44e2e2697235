import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Secret } from '../model/text.ts';
import type { Io, Touch } from '../ports/io.ts';
import { mayBegin, restrict } from './restrict.ts';
import { CouldNotLook } from '../ports/probe.ts';

const OPEN = { active: false, owned: [] };
const given = (io: Partial<Io>, touches: Touch) => restrict(io as Io, { touches }, OPEN, new Map(), new AbortController().signal);

test('what one look may not ask is asked again by another that may', async () => {
  const asked = new Map<string, Promise<unknown>>();
  const shared: Io['shared'] = async (key, make) => {
    const known = (asked.get(key) ?? make()) as ReturnType<typeof make>;
    asked.set(key, known);
    known.catch(() => asked.delete(key));
    return known;
  };
  const [barred, free] = [given({ shared }, 'makes-load'), given({ shared }, 'reads-public')];
  const refused = barred.shared('dns:a', () => Promise.reject(new CouldNotLook('no-consent', 'not yours')));
  const answered = free.shared('dns:a', () => Promise.resolve('203.0.113.1'));
  await expect(refused).rejects.toMatchObject({ code: 'no-consent' });
  await expect(answered).resolves.toBe('203.0.113.1');
});

test('looks beyond reading begin only by consent', () => {
  expect(mayBegin('reads-public', OPEN)).toBe('freely');
  expect(mayBegin('probes-unusual', OPEN)).toBe('no');
  expect(mayBegin('probes-unusual', { active: false, owned: ['acme.example'] })).toBe('by-consent');
  expect(mayBegin('makes-load', { active: false, owned: ['acme.example'] })).toBe('no');
  expect(mayBegin('makes-load', { active: true, owned: ['acme.example'] })).toBe('by-consent');
});

test('a look at the repository may open the secrets of the environment, and sends nothing; one at the public may not open them', async () => {
  const secret = () => new Secret('x');
  const purpose = { protocol: 'http', host: 'acme.example', method: 'GET', path: '/' } as const;
  const connect = async () => new PassThrough();
  const ask = (io: Io) => io.connect({ address: '203.0.113.1', port: 443 }, { purpose, timeoutMs: 1000 }, new AbortController().signal);
  const [repository, open] = [given({ secret, connect }, 'reads-repository'), given({ secret, connect }, 'reads-public')];
  expect(repository.secret('A')).toBeInstanceOf(Secret);
  await expect(ask(repository)).rejects.toMatchObject({ code: 'no-consent' });
  expect(open.secret('A')).toBeUndefined();
  await expect(ask(open)).resolves.toBeInstanceOf(PassThrough);
});
