import { expect, test } from 'vitest';
import { limiting, posted } from '../../../range/apps/limits.ts';
import { appBut, declaring } from '../../../range/faults/change.ts';
import { path } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import type { SiteAnswer } from '../../../range/site.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { RateLimit } from '../../evidence/edge/rate-limit.ts';
import type { EndpointKind } from '../../model/intent.ts';
import { rateLimitProbe } from './rate-limit.ts';

const HOST = `app.${DOMAIN}`;
const look = (answer: SiteAnswer, is: EndpointKind = 'login') =>
  lookAtHost<RateLimit>(
    rateLimitProbe,
    HOST,
    appBut(path('app', '/api/it', answer), declaring({ endpoints: [{ url: `https://${HOST}/api/it`, is, method: 'POST', headers: {} }] })),
  );

test('it stops at the first refusal, and tries five headers and no more', async () => {
  const { value, connections } = await look({ app: limiting(posted(401), { most: 7 }) });
  expect(value.routes).toMatchObject([{ refusedAt: 8, refusedBy: '429', retryAfter: '60', spoofedBy: null, otherClientRefused: null }]);
  expect(connections).toBeLessThanOrEqual(11 + 5);
});

test('never more than thirty in a row', async () => {
  const { value, connections } = await look({ app: posted(401) });
  expect(value.routes).toMatchObject([{ sent: 30, refusedAt: null, refusedWithCookie: null }]);
  expect(connections).toBe(30);
});

test.each([
  ['it is not there', { app: posted(404) }, 'not-found'],
  ['it refuses the first request', { fault: 'too-many-requests' } as const, 'challenged'],
  ['a bot check', { fault: 'bot-challenge' } as const, 'challenged'],
])('cannot look: %s', async (_, answer, code) => {
  await expect(look(answer)).rejects.toMatchObject({ code });
});

test('cannot look: a form that does not take an empty entry', async () => {
  await expect(look({ app: posted(400) }, 'form')).rejects.toMatchObject({ code: 'malformed' });
});
