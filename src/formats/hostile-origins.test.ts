import { expect, test } from 'vitest';
import { hostileOrigins } from './hostile-origins.ts';

const of = (host: string): Record<string, string> => Object.fromEntries(hostileOrigins(host, 'acme.example').map(({ kind, origin }) => [kind, origin]));

test('each gets past one careless comparison, and none of them past an exact one', () => {
  const approved = 'https://app.acme.example';
  const hostile = of('app.acme.example');
  expect(hostile['prefix']?.startsWith(approved)).toBe(true);
  expect(hostile['suffix']?.endsWith('acme.example')).toBe(true);
  expect(hostile['dot']).toMatch(/^https:\/\/app.acme.example$/);
  expect(hostile['special']).toMatch(/^https:\/\/app\.acme\.example\W*_/);
  expect(hostile['subdomain']?.endsWith('.acme.example')).toBe(true);
  expect(Object.values(hostile)).not.toContain(approved);
});

test('at the domain itself the dot is that of www', () => {
  expect(of('acme.example')['dot']).toBe('https://wwwxacme.example');
});
