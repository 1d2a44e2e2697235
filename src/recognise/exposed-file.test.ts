import { expect, test } from 'vitest';
import { EXPOSED_PATHS } from './exposed-file.ts';

const value = 'v'.repeat(30);
test.each<[string, string, string | undefined]>([
  ['/.git/HEAD', 'ref: refs/heads/main\n', 'git'],
  ['/.git/HEAD', `${'a1'.repeat(20)}\n`, 'git'],
  ['/.git/HEAD', '<!doctype html><title>Acme</title>', undefined],
  ['/.git/HEAD', 'Not found', undefined],
  ['/.git/config', '[core]\n\trepositoryformatversion = 0\n', 'git'],
  ['/.env', `# app\nDATABASE_URL=${value}\nAPI_KEY="${value}"\n`, 'env'],
  ['/.env', 'DATABASE_URL=\nAPI_KEY=\n', undefined],
  ['/.env', '<html>\nA_B_C=1\n<p>x</p>\n<p>y</p>', undefined],
  ['/backup.sql', '-- PostgreSQL database dump\n', 'database-dump'],
  ['/backup.sql', 'There is nothing here.', undefined],
  ['/.DS_Store', '\0\0\0\x01Bud1\0', 'folder-index'],
  ['/actuator/env', '{"activeProfiles":[],"propertySources":[]}', 'internals'],
  ['/actuator/env', '{"error":"not found"}', undefined],
])('%s with %j', (path, text, kind) => {
  const found = EXPOSED_PATHS.find((one) => one.path === path)?.recognise(text);
  expect(found?.kind).toBe(kind);
  expect(JSON.stringify(found) ?? '').not.toContain(value);
});

test('hostile text takes no time', () => {
  const started = performance.now();
  for (const { recognise } of EXPOSED_PATHS)
    for (const text of ['A_B=1\n'.repeat(50_000), '['.repeat(200_000), ':_authToken=$\n'.repeat(20_000)]) recognise(text);
  expect(performance.now() - started).toBeLessThan(1500);
});
