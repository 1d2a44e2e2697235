import { expect, test } from 'vitest';
import { jsonApi } from '../../../range/apps/json-api.ts';
import { declaring, fewHostsBut } from '../../../range/faults/change.ts';
import { path } from '../../../range/faults/web.ts';
import { DOMAIN } from '../../../range/healthy.ts';
import type { SiteAnswer } from '../../../range/site.ts';
import { httpEvidence } from '../../../test/support/edge-evidence.ts';
import { lookAtHost } from '../../../test/support/look.ts';
import type { ApiRoutes } from '../../evidence/edge/api-routes.ts';
import type { Cors } from '../../evidence/edge/cors.ts';
import { quote } from '../../model/text.ts';
import { apiRoutesProbe } from './api-routes.ts';
import { corsProbe } from './cors.ts';

const API = `api.${DOMAIN}`;
const route = (name: string, method = 'GET') => ({ url: quote(`https://${API}/api/${name}`), method, is: 'api' as const, from: 'config' as const });
const look = (answer: SiteAnswer, routes: ApiRoutes['routes'] = [route('orders')]) =>
  lookAtHost<Cors>(corsProbe, API, fewHostsBut(['api', 'app'], path('api', '/api/orders', answer), declaring({ approvedOrigins: [`https://app.${DOMAIN}`] })), {
    api: { routes },
  });

test('a careful route is asked everything, a careless one no more than needed', async () => {
  const careful = await look({ app: jsonApi({ allows: (origin) => (origin === `https://app.${DOMAIN}` ? origin : undefined) }) });
  expect(careful.value.routes[0]?.answers.map(({ kind }) => kind)).toEqual([
    'none',
    'approved',
    'likely',
    'foreign',
    'null',
    'prefix',
    'suffix',
    'dot',
    'special',
    'http',
    'subdomain',
  ]);
  const careless = await look({ app: jsonApi({ allows: (origin) => origin }) });
  expect(careless.value.routes[0]?.answers.map(({ kind, allowOrigin }) => [kind, allowOrigin])).toEqual([
    ['none', ''],
    ['approved', `https://app.${DOMAIN}`],
    ['likely', `https://${DOMAIN}`],
    ['foreign', 'https://lr-check.example'],
  ]);
});

test('what changes something is only asked about, not done', async () => {
  const { value } = await look({ app: jsonApi({ allows: () => '*', credentials: false }) }, [route('orders', 'POST')]);
  expect(value.routes[0]?.answers.map(({ preflight, allowMethods }) => [preflight, allowMethods])).toEqual([
    [true, 'GET, POST, PUT, DELETE'],
    [true, 'GET, POST, PUT, DELETE'],
    [true, 'GET, POST, PUT, DELETE'],
  ]);
});

test('more than five routes are a limit', async () => {
  const { value, complete } = await look(
    { app: jsonApi() },
    ['1', '2', '3', '4', '5', '6'].map((name) => route(name)),
  );
  expect(value.routes).toHaveLength(5);
  expect(complete).toMatchObject([{ part: 'routes' }]);
});

test.each([
  ['a bot check', { fault: 'bot-challenge' } as const, 'challenged'],
  ['a gateway without an application', { status: 502 }, 'unreachable'],
  ['no answer', { fault: 'closes' } as const, 'malformed'],
])('cannot look: %s', async (_, answer, code) => {
  await expect(look(answer)).rejects.toMatchObject({ code });
});

test('cannot look at a script that does not come: a limit', async () => {
  const front: SiteAnswer = { status: 200, headers: [['content-type', 'text/html']], body: '<script src="/a.js"></script>' };
  const { value, complete } = await lookAtHost<ApiRoutes>(
    apiRoutesProbe,
    `app.${DOMAIN}`,
    fewHostsBut(['app'], path('app', '/', front), path('app', '/a.js', { fault: 'closes' })),
    { http: httpEvidence(`app.${DOMAIN}`) },
  );
  expect(value.routes).toEqual([]);
  expect(complete).toMatchObject([{ part: 'scripts' }]);
});
