import { expect, test } from 'vitest';
import { cookieJar } from './cookie-jar.ts';

const at = (text: string): URL => new URL(text);
const NOW = Date.parse('2026-12-01T00:00:00Z');
const jarWith = (url: string, ...lines: string[]) => {
  const jar = cookieJar();
  jar.take(
    at(url),
    lines.map((value) => ({ name: 'set-cookie', value })),
    NOW,
  );
  return jar;
};

test.each([
  ['to the host alone', 'sid=1', 'https://app.test/x', 'sid=1'],
  ['not to a host below', 'sid=1', 'https://api.app.test/', ''],
  ['to hosts below the domain', 'sid=1; Domain=app.test', 'https://api.app.test/', 'sid=1'],
  ['only below its path', 'sid=1; Path=/chat', 'https://app.test/chatter', ''],
  ['at its path', 'sid=1; Path=/chat', 'https://app.test/chat/7', 'sid=1'],
  ['below the folder of the page that set it', 'sid=1', 'https://app.test/', 'sid=1'],
  ['not in the clear when it is secure', 'sid=1; Secure', 'http://app.test/', ''],
  ['not for another domain', 'sid=1; Domain=evil.test', 'https://evil.test/', ''],
  ['not when it ended', 'sid=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://app.test/', ''],
  ['by its age rather than its date', 'sid=1; Max-Age=60; Expires=Thu, 01-Jan-1970 00:00:00 GMT', 'https://app.test/', 'sid=1'],
])('a cookie is sent %s', (_, line, to, sent) => {
  expect(jarWith('https://app.test/', line).for(at(to))).toBe(sent);
});

test('a later line takes the place of an earlier one, longer paths come first, a copy is of its own', () => {
  const jar = jarWith('https://app.test/a/b', 'x=1; Path=/', 'y=2', 'x=3; Path=/');
  expect(jar.for(at('https://app.test/a/c'))).toBe('y=2; x=3');
  const copy = jar.copy();
  jar.take(at('https://app.test/a/b'), [{ name: 'set-cookie', value: 'x=; Path=/; Max-Age=0' }], NOW);
  expect([jar.names(at('https://app.test/')), copy.names(at('https://app.test/'))]).toEqual([[], ['x']]);
});

test('a secure cookie goes to a page of this machine', () => {
  expect(jarWith('http://127.0.0.1:3000/', 'sid=1; Secure').for(at('http://127.0.0.1:3000/'))).toBe('sid=1');
});
