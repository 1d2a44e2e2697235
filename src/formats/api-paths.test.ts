import { expect, test } from 'vitest';
import { apiPathsIn } from './api-paths.ts';

test.each([
  ["fetch('/api/ask')", ['/api/ask']],
  ['fetch("/api/v1/users?page=1")', ['/api/v1/users']],
  ['const a=`/trpc`,b=`/graphql`', ['/trpc', '/graphql']],
  ["fetch('/api/chats/' + id)", []],
  ["'/api/logo.png' '/docs/api' '/apix/y'", []],
  ["'/api/a' '/api/a'", ['/api/a']],
])('%s names %j', (script, paths) => {
  expect(apiPathsIn(script)).toEqual(paths);
});

test('it stops at fifty', () => {
  expect(apiPathsIn(Array.from({ length: 90 }, (_, at) => `"/api/r${at}"`).join(';'))).toHaveLength(50);
});
