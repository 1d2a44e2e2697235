import { parse } from 'tldts';
import { expect, test } from 'vitest';
import { PLATFORM_SUFFIXES, REGISTRY_SUFFIXES } from '../data/public-suffixes.ts';
import { domainOf, suffixRules } from './names.ts';

test.each([
  ['app.example.com', 'example.com', 'registrable'],
  ['example.co.uk', 'example.co.uk', 'registrable'],
  ['a.b.example.co.uk', 'example.co.uk', 'registrable'],
  ['acme.vercel.app', 'acme.vercel.app', 'platform'],
  ['www.acme.lovable.app', 'acme.lovable.app', 'platform'],
  ['www.city.kawasaki.jp', 'city.kawasaki.jp', 'registrable'],
  ['shop.made-up-suffix', 'shop.made-up-suffix', 'registrable'],
  ['vercel.app', null, 'suffix'],
  ['co.uk', null, 'suffix'],
  ['com', null, 'suffix'],
] as const)('%s belongs to %s (%s)', (host, name, kind) => {
  expect(domainOf(host)).toEqual({ name, kind });
});

test('every suffix gives what the package that it comes from says, with no, one and two labels before it', () => {
  const rules = [REGISTRY_SUFFIXES, PLATFORM_SUFFIXES].flatMap(suffixRules);
  expect(rules.length).toBeGreaterThan(9000);
  const differ = rules
    .flatMap((rule) => {
      const suffix = rule.replace(/^!/, '').replace('*', 'any');
      return [suffix, `acme.${suffix}`, `www.acme.${suffix}`];
    })
    .filter((host) => {
      const { domain, isPrivate } = parse(host, { allowPrivateDomains: true, extractHostname: false });
      const ours = domainOf(host);
      return ours.name !== domain || (domain !== null && (ours.kind === 'platform') !== isPrivate);
    });
  expect(differ).toEqual([]);
});
