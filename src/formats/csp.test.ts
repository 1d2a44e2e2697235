import { describe, expect, test } from 'vitest';
import { allows, allowsInline, governing, hashesIn, noncesIn, parsePolicies, parsePolicy } from './csp.ts';

const PAGE = new URL('https://app.acme.test/chat');
const loads = (policy: string, directive: string, url: string, nonced = false): boolean =>
  parsePolicies(policy).every((one) => allows(one, { directive, url: new URL(url), page: PAGE, nonced }));

describe('what a policy lets a page load', () => {
  test.each<[string, string, string, string, boolean]>([
    ['nothing said', 'img-src x', 'script-src-elem', 'https://cdn.test/a.js', true],
    ['default', "default-src 'self'", 'script-src-elem', 'https://cdn.test/a.js', false],
    ['itself', "default-src 'self'", 'script-src-elem', 'https://app.acme.test/a.js', true],
    ['its own socket', "connect-src 'self'", 'connect-src', 'wss://app.acme.test/ws', true],
    ['its own plain socket', "connect-src 'self'", 'connect-src', 'ws://app.acme.test/ws', false],
    ['another port is not itself', "connect-src 'self'", 'connect-src', 'https://app.acme.test:8443/', false],
    ['a sibling is not itself', "connect-src 'self'", 'connect-src', 'https://api.acme.test/', false],
    ['a host', 'connect-src api.acme.test', 'connect-src', 'https://api.acme.test/v1', true],
    ['a host, socket', 'connect-src api.acme.test', 'connect-src', 'wss://api.acme.test/v1', true],
    ['a host with https only', 'connect-src https://api.acme.test', 'connect-src', 'wss://api.acme.test/v1', false],
    ['a host with wss', 'connect-src wss://api.acme.test', 'connect-src', 'wss://api.acme.test/v1', true],
    ['a host with http covers https', 'img-src http://cdn.test', 'img-src', 'https://cdn.test/a.png', true],
    ['subdomains', 'script-src *.acme.test', 'script-src-elem', 'https://cdn.acme.test/a.js', true],
    ['not the domain itself', 'script-src *.acme.test', 'script-src-elem', 'https://acme.test/a.js', false],
    ['not a longer name', 'script-src acme.test', 'script-src-elem', 'https://evilacme.test/a.js', false],
    ['a scheme', 'script-src https:', 'script-src-elem', 'https://cdn.test/a.js', true],
    ['data is not a star', 'img-src *', 'img-src', 'data:image/png,x', false],
    ['data', 'img-src data:', 'img-src', 'data:image/png,x', true],
    ['a star', 'connect-src *', 'connect-src', 'wss://any.test/', true],
    ['a port', 'connect-src api.acme.test:8443', 'connect-src', 'https://api.acme.test:8443/', true],
    ['no port is the default port', 'connect-src api.acme.test', 'connect-src', 'https://api.acme.test:8443/', false],
    ['any port', 'connect-src api.acme.test:*', 'connect-src', 'https://api.acme.test:8443/', true],
    ['https with port 80 is not 443', 'frame-src https://auth.test:80', 'frame-src', 'https://auth.test/', false],
    ['a path', 'script-src cdn.test/a.js', 'script-src-elem', 'https://cdn.test/a.js?x', true],
    ['another path', 'script-src cdn.test/a.js', 'script-src-elem', 'https://cdn.test/b.js', false],
    ['a folder', 'script-src cdn.test/js/', 'script-src-elem', 'https://cdn.test/js/b.js', true],
    ['frames fall back to child-src', "child-src 'none'; default-src *", 'frame-src', 'https://auth.test/', false],
    ['form-action has no fallback', "default-src 'none'", 'form-action', 'https://other.test/', true],
    ['none', "script-src 'none'", 'script-src-elem', 'https://app.acme.test/a.js', false],
    ['an empty list is none', 'script-src', 'script-src-elem', 'https://app.acme.test/a.js', false],
    ['the first of two counts', "script-src 'self'; script-src *", 'script-src-elem', 'https://cdn.test/a.js', false],
    ['two policies must both allow', "script-src *, script-src 'self'", 'script-src-elem', 'https://cdn.test/a.js', false],
    ['strict-dynamic takes no host', "script-src 'nonce-abc' 'strict-dynamic' cdn.test", 'script-src-elem', 'https://cdn.test/a.js', false],
    ['case', "SCRIPT-SRC 'SELF' CDN.TEST", 'script-src-elem', 'https://cdn.test/a.js', true],
  ])('%s', (_, policy, directive, url, expected) => {
    expect(loads(policy, directive, url)).toBe(expected);
  });
  test('a nonce', () => {
    expect(loads("script-src 'nonce-abc' 'strict-dynamic'", 'script-src-elem', 'https://cdn.test/a.js', true)).toBe(true);
    expect(loads("connect-src 'self'", 'connect-src', 'https://cdn.test/', true)).toBe(false);
  });
});

test.each<[string, string, boolean, boolean]>([
  ['unsafe-inline', "script-src 'self' 'unsafe-inline'", false, true],
  ['unsafe-inline beside a nonce is ignored', "script-src 'unsafe-inline' 'nonce-abc'", false, false],
  ['unsafe-inline beside strict-dynamic is ignored', "script-src 'unsafe-inline' 'strict-dynamic'", false, false],
  ['the nonce fits', "script-src 'nonce-abc'", true, true],
  ['nothing allows it', "script-src 'self'", false, false],
  ['no rule', 'img-src x', false, true],
])('written into the page: %s', (_, policy, fits, allowed) => {
  expect(allowsInline(parsePolicy(policy), 'script-src-elem', fits)).toBe(allowed);
});

test('malformed policies are read as browsers do', () => {
  const policy = parsePolicy(" ;; default-src\t'self' ;script-scr x; \u0000bad ; default-src *");
  expect([...policy.directives.keys()]).toEqual(['default-src', 'script-scr', '\u0000bad']);
  expect(policy.repeated).toEqual(['default-src']);
  expect(governing(policy, 'img-src')).toEqual({ name: 'default-src', sources: ["'self'"] });
  expect(parsePolicies(',, ,')).toEqual([]);
  expect(noncesIn(["'nonce-a+/b=='", "'nonce-'", 'nonce-x'])).toEqual(['a+/b==']);
  expect(hashesIn(["'sha256-a-b_c='", "'sha1-x'"])).toEqual(['sha256-a+b/c=']);
});
