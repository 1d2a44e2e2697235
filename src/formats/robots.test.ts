import { describe, expect, test } from 'vitest';
import { readRobots } from './robots.ts';
import { readSitemap } from './sitemap.ts';

describe('robots.txt', () => {
  test.each<[string, string, string, boolean]>([
    ['nothing said', '', '/a', true],
    ['all closed', 'User-agent: *\nDisallow: /', '/a', false],
    ['empty disallow opens', 'User-agent: *\nDisallow:', '/a', true],
    ['a prefix', 'User-agent: *\nDisallow: /adm', '/admin', false],
    ['another path', 'User-agent: *\nDisallow: /adm', '/a', true],
    ['the longer rule counts', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['allow wins a tie', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a wildcard', 'User-agent: *\nDisallow: /*.php', '/x/y.php?z', false],
    ['an end', 'User-agent: *\nDisallow: /*.php$', '/x/y.php?z', true],
    ['an end that fits', 'User-agent: *\nDisallow: /*.php$', '/x/y.php', false],
    ['own group before all', 'User-agent: launch-ready\nAllow: /\n\nUser-agent: *\nDisallow: /', '/a', true],
    ['two agents of one group', 'User-agent: x\nUser-agent: launch-ready\nDisallow: /', '/a', false],
    ['a group of others', 'User-agent: gptbot\nDisallow: /', '/a', true],
    ['comments, case and CR', 'USER-AGENT: * # all\rdisallow: /a # x', '/a', false],
    ['a page instead', '<!doctype html><title>x</title>', '/a', true],
  ])('%s', (_, text, target, allowed) => {
    expect(readRobots(text, 'launch-ready').allows(target)).toBe(allowed);
  });
  test('sitemaps, and closed for everybody', () => {
    expect(readRobots('Sitemap: https://a.test/s.xml\nUser-agent: *\nDisallow: /', 'x')).toMatchObject({ sitemaps: ['https://a.test/s.xml'], closesAll: true });
    expect(readRobots('User-agent: *\nDisallow: /*', 'x').closesAll).toBe(true);
  });
  test('many stars cost no more than the length of the address', () => {
    const started = performance.now();
    expect(readRobots(`User-agent: *\nDisallow: /${'*a'.repeat(2000)}b`, 'x').allows(`/${'a'.repeat(4000)}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('sitemap', () => {
  test.each<[string, string, unknown]>([
    ['pages', '<urlset><url><loc> https://a.test/x?y&amp;z </loc></url></urlset>', { kind: 'pages', addresses: ['https://a.test/x?y&z'] }],
    ['an index', '<sitemapindex><sitemap><loc>https://a.test/1.xml</loc></sitemap></sitemapindex>', { kind: 'index', addresses: ['https://a.test/1.xml'] }],
    ['a list', 'https://a.test/1\nhttps://a.test/2\n', { kind: 'pages', addresses: ['https://a.test/1', 'https://a.test/2'] }],
    ['what is no address', '<urlset><loc>javascript:1</loc></urlset>', { kind: 'pages', addresses: [] }],
    ['a page', '<!doctype html><title>Not found</title>', undefined],
  ])('%s', (_, text, read) => {
    expect(readSitemap(text)).toEqual(read);
  });
});
