import { describe, expect, test } from 'vitest';
import { type Fit, ruleFits } from './cloudflare-expression.ts';

const request = { host: 'app.acme.test', path: '/api/chat', method: 'POST' };

describe('which requests a rule is for', () => {
  test.each<[string, Fit]>([
    ['true', 'yes'],
    ['false', 'no'],
    ['http.request.uri.path eq "/api/chat"', 'yes'],
    ['(http.request.uri.path eq "/api/chat")', 'yes'],
    ['http.request.uri.path == "/login"', 'no'],
    ['http.request.uri.path ne "/login"', 'yes'],
    ['http.request.uri.path contains "/api/"', 'yes'],
    ['starts_with(http.request.uri.path, "/api/")', 'yes'],
    ['not starts_with(http.request.uri.path, "/api/")', 'no'],
    ['! ends_with(http.request.uri.path, ".css")', 'yes'],
    ['starts_with(lower(http.host), "app.") and http.request.method eq "POST"', 'yes'],
    ['http.request.uri.path wildcard r"/API/*"', 'yes'],
    ['http.request.uri.path strict wildcard "/API/*"', 'no'],
    ['http.request.uri.path wildcard "*/ch*t"', 'yes'],
    ['http.request.uri.path in {"/login" "/api/chat"}', 'yes'],
    ['http.request.method in {"GET" "HEAD"}', 'no'],
    ['http.host eq "www.acme.test" or http.request.uri.path contains "chat"', 'yes'],
    ['http.host eq "www.acme.test" and http.request.uri.path contains "chat"', 'no'],
    ['http.host eq "www.acme.test" && ip.src in {192.0.2.0/24 2001:db8::/32}', 'no'],
    ['http.host eq "app.acme.test" and not cf.client.bot', 'maybe'],
    ['ip.src in $office', 'maybe'],
    ['ip.src.country ne "DE"', 'maybe'],
    ['http.cookie contains "session="', 'maybe'],
    ['http.request.headers["x-key"][0] eq "1"', 'maybe'],
    ['http.request.uri.path matches "^/api/(a+)+$"', 'maybe'],
    ['cf.threat_score gt 14', 'maybe'],
    ['ssl', 'yes'],
    ['ssl xor ssl', 'no'],
    ['http.request.uri.path eq "/api/chat" or any(http.request.headers["a"][*] eq "b")', 'maybe'],
    ['', 'maybe'],
    ['((((', 'maybe'],
    [`${'('.repeat(900)}true${')'.repeat(900)}`, 'maybe'],
    ['http.request.uri.path eq', 'maybe'],
    ['http.host in {"a"', 'maybe'],
    ['eq eq eq', 'maybe'],
    ['"unclosed', 'maybe'],
  ])('%s', (expression, fit) => {
    expect(ruleFits(expression, request)).toBe(fit);
  });
});
