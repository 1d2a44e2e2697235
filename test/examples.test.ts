import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { PROFILE_IDS } from '../src/model/profile.ts';
import { loadIntent } from '../src/verbs/load-config.ts';

const folder = resolve(import.meta.dirname, '../examples');

test('there is one example per profile', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...PROFILE_IDS].toSorted());
});

test.each(PROFILE_IDS)('examples/%s is valid and uses its profile', async (id) => {
  const intent = await loadIntent({ cwd: join(folder, id) });
  expect(intent.profile).toBe(id);
  expect(intent.domains.length).toBeGreaterThan(0);
  expect(intent.hosts.some((host) => host.declared)).toBe(true);
  expect(intent.source?.lines['hosts[0].name']).toBeGreaterThan(3);
});
