import { expect, test } from 'vitest';
import { type AccountApp, accountApp } from '../../../range/apps/account.ts';
import { caching } from '../../../range/apps/edges.ts';
import { appBut } from '../../../range/faults/change.ts';
import { everything } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import type { SiteAnswer } from '../../../range/site.ts';
import { httpEvidence } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { EdgeCache } from '../../evidence/edge/cache.ts';
import { edgeCacheProbe } from './cache.ts';

const HOST = `app.${DOMAIN}`;
const look = (answer: SiteAnswer) => lookAtHost<EdgeCache>(edgeCacheProbe, HOST, appBut(everything('app', 'https', answer)), { http: httpEvidence(HOST) });
const app = (how: AccountApp): SiteAnswer => ({ app: caching(accountApp(how)) });

test('what is kept, for how long and why', async () => {
  const { value, connections } = await look(app({ front: 'public, max-age=60', cookie: 'lang' }));
  expect(value.decisions).toMatchObject([
    { status: 200, stores: 'yes', freshSeconds: 60, because: 'cache-control: max-age for 60 s', cookies: ['lang'], cache: 'miss' },
  ]);
  expect(value.session).toBe(false);
  expect(connections).toBeLessThan(20);
});

test('a session of which nobody but we know is never in the evidence', async () => {
  const { value } = await look(app({ front: 's-maxage=60', cookie: 'sid' }));
  expect(value.handedOn).toMatchObject([{ how: 'cookie', by: 'sid' }]);
  expect(JSON.stringify(value)).not.toContain('visit-0');
});

test.each([
  ['a bot check', { fault: 'bot-challenge' } as const, 'challenged'],
  ['no answer', { fault: 'closes' } as const, 'malformed'],
])('cannot look: %s', async (_, answer, code) => {
  await expect(look(answer)).rejects.toMatchObject({ code });
});
