import { expect, test } from 'vitest';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { RateLimitedRoute } from '../../evidence/edge/rate-limit.ts';
import { quote } from '../../model/text.ts';
import { rateLimitCheck } from './rate-limit.ts';

const URL = 'https://app.acme.test/api/login';
const route: RateLimitedRoute = {
  url: quote(URL),
  is: 'login',
  sent: 11,
  tookMs: 400,
  usual: 401,
  refusedAt: 11,
  refusedBy: '429',
  refusedStatus: 429,
  retryAfter: quote('60'),
  announced: null,
  spoofedBy: null,
  otherClientRefused: false,
  refusedWithCookie: null,
};
const judged = (change: Partial<RateLimitedRoute>): readonly string[] =>
  judgeOne(
    rateLimitCheck,
    { seen: { routes: [{ ...route, ...change }] } },
    { subject: { kind: 'host', name: 'app.acme.test' }, intent: { endpoints: [{ url: URL, is: 'login', method: 'POST', headers: {} }] } },
  ).problems;

test.each<[string, Partial<RateLimitedRoute>, string[]]>([
  ['each client has its own', {}, []],
  ['shared-bucket: another client is refused as well', { otherClientRefused: true }, ['shared-bucket']],
  ['a bot check refuses', { refusedBy: 'challenge', refusedStatus: 403, retryAfter: null }, []],
])('%s', (_, change, problems) => {
  expect(judged(change)).toEqual(problems);
});
