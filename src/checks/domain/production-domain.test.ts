import { expect, test } from 'vitest';
import { declared } from '../../../test/support/domain-facts.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { PREVIEW_PLATFORMS } from '../../data/preview-platforms.ts';
import type { Intent } from '../../model/intent.ts';
import { previewPlatformOf } from './host-facts.ts';
import { productionDomain } from './production-domain.ts';

const cases: readonly (readonly [string, Partial<Intent>, readonly string[]])[] = [
  ['own domain', { domains: ['acme.test'], canonicalHost: 'app.acme.test' }, []],
  ['own domain, nothing canonical', { domains: ['acme.test'] }, []],
  ['own domain with a preview beside it', { domains: ['acme.test'], canonicalHost: 'acme.test', hosts: [declared('acme.vercel.app', 'preview')] }, []],
  ['only a preview', { domains: ['acme.vercel.app'], hosts: [declared('acme.vercel.app')] }, ['preview-only']],
  ['a deployment below a preview', { domains: [], canonicalHost: 'a-git-b.up.railway.app' }, ['preview-only']],
  ['preview as main address', { domains: ['acme.test'], canonicalHost: 'acme.lovable.app' }, ['preview-canonical']],
  ['name that only looks like it', { domains: ['myvercel.app'] }, []],
];
test.each(cases)('%s', (_name, intent, problems) => {
  expect(judgeOne(productionDomain, {}, { subject: { kind: 'project', name: 'acme' }, intent }).problems).toEqual(problems);
});

test('nothing declared is unknown', () => {
  expect(judgeOne(productionDomain, {}, { intent: { domains: [] } }).unknown).toHaveLength(1);
});

test('no name belongs to two platforms', () => {
  const suffixes = PREVIEW_PLATFORMS.flatMap((platform) => platform.suffixes.map((suffix) => ({ suffix, platform })));
  expect(suffixes.length).toBeGreaterThan(40);
  for (const { suffix, platform } of suffixes) expect(previewPlatformOf(`x.${suffix}`)).toBe(platform);
});
