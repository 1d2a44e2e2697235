import { expect, test } from 'vitest';
import { DOMAIN, healthy, healthyHost } from '../../../range/healthy.ts';
import type { HostSpec } from '../../../range/web.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { RenewalPath } from '../../evidence/edge/renewal-path.ts';
import { renewalPathProbe } from './renewal-path.ts';

const look = async (host: Partial<HostSpec>, name = DOMAIN) =>
  lookAtHost<RenewalPath>(renewalPathProbe, name, healthy({ hosts: [{ ...healthyHost(DOMAIN, 'apex'), ...host }] }));

test('asks for a challenge that is not there, and follows as the authority does', async () => {
  const { value, complete } = await look({});
  expect(value.url).toMatch(new RegExp(`^http://${DOMAIN}/\\.well-known/acme-challenge/launch-ready-[0-9a-f]{16}$`));
  expect(value.walk).toMatchObject({
    end: 'answered',
    hops: [
      { scheme: 'http', status: 301 },
      { scheme: 'https', status: 404 },
    ],
  });
  expect(complete).toBe(true);
});

test('a refusing port is an answer', async () => {
  expect((await look({ http: 'refused' })).value.walk).toMatchObject({ end: 'failed', hops: [], failure: { code: 'refused' } });
});

test('a host without address has nothing to renew', async () => {
  expect((await look({}, `gone.${DOMAIN}`)).value).toEqual({ status: 'no-address', url: null, walk: null });
});

test('cannot look: a port that says nothing', async () => {
  await expect(look({ http: 'closes' })).rejects.toMatchObject({ name: 'CouldNotLook' });
});
