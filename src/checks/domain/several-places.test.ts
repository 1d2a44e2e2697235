import { describe, expect, test } from 'vitest';
import { httpEvidence, pageOf } from '../../../test/support/edge-evidence.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { PageFacts } from '../../evidence/edge/http.ts';
import { quote } from '../../model/text.ts';
import { differenceOf } from './build-facts.ts';
import { sameBuild } from './same-build.ts';
import { secondDomain } from './second-domain.ts';

const about = (name: string, change: Partial<PageFacts>) => ({
  subject: { kind: 'host', name, parent: 'domain:acme.test' },
  value: httpEvidence(name, { page: pageOf(`https://${name}/`, change) }),
});
const project = { kind: 'project', name: 'acme' } as const;
const files = (...names: readonly string[]) => ({ hashedFiles: names.map((name) => quote(name)) });

describe('same build', () => {
  const place = (at: string, list: readonly string[], buildId: string | null = null) => ({ at, host: at, buildId, files: list });
  test.each<[string, readonly string[], readonly string[], boolean, boolean]>([
    ['the same', ['/a/index-4f9d2c81.js'], ['/a/index-4f9d2c81.js'], true, false],
    ['another build', ['/a/index-4f9d2c81.js'], ['/a/index-8a1b2c3d.js'], true, true],
    ['another app', ['/a/index-4f9d2c81.js'], ['/a/index-8a1b2c3d.js'], false, false],
    ['the same app by a shared file', ['/a/index-4f9d2c81.js', '/a/vendor-11112222.js'], ['/a/index-8a1b2c3d.js', '/a/vendor-11112222.js'], false, true],
    ['nothing to compare', ['/a/index-4f9d2c81.js'], ['/b/main-8a1b2c3d.js'], true, false],
  ])('%s', (_, a, b, same, differs) => {
    expect(differenceOf(place('a', a), place('b', b), same) !== undefined).toBe(differs);
  });
  test('build ids decide where both have one', () => {
    expect(differenceOf(place('a', [], 'x1'), place('b', [], 'x2'), true)).toBe('build x1 and build x2');
    expect(differenceOf(place('a', ['/index-4f9d2c81.js'], 'x1'), place('b', ['/index-8a1b2c3d.js'], 'x1'), true)).toBeUndefined();
  });
  test('one place is nothing to compare, and pages without a sign are unknown', () => {
    expect(judgeOne(sameBuild, { hosts: [about('acme.test', {})], views: [] }, { subject: project }).notApplicable).toHaveLength(1);
    expect(judgeOne(sameBuild, { hosts: [about('acme.test', {}), about('www.acme.test', {})], views: [] }, { subject: project }).unknown).toHaveLength(1);
  });
  test('domain and www apart', () => {
    const hosts = [about('acme.test', files('/index-4f9d2c81.js')), about('www.acme.test', files('/index-8a1b2c3d.js'))];
    expect(judgeOne(sameBuild, { hosts, views: [] }, { subject: project }).problems).toEqual(['split']);
  });
});

describe('second domain', () => {
  const intent = { domains: ['acme.test', 'acme.example'], canonicalHost: 'acme.test' };
  const judge = (title: string) =>
    judgeOne(
      secondDomain,
      { hosts: [about('acme.test', { title: quote('Acme') }), about('acme.example', { title: quote(title) })] },
      { subject: project, intent },
    );
  test('domain/second-domain: the same page on both', () => {
    expect(judge('Acme').problems).toEqual(['serves-too']);
  });
  test('another page is another site', () => {
    expect(judge('Acme Inc.').problems).toEqual([]);
  });
});
