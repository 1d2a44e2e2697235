import { type JsonApi, jsonApi } from '../apps/json-api.ts';
import { declaring, fewHostsBut, type WorldChange } from '../faults/change.ts';
import { path } from '../faults/web.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { Intent } from '../../src/model/intent.ts';

const API = `api.${DOMAIN}`;
const ORIGIN = `https://app.${DOMAIN}`;
const ROUTE = `https://${API}/api/orders`;
const POSTED = `https://${API}/api/leads`;

/** A world whose API answers other origins like this; everything in it belongs to us. */
const api = (how: JsonApi, declared: Partial<Intent> = {}, ...changes: readonly WorldChange[]) =>
  fewHostsBut(
    ['api', 'app'],
    path('api', '/api/orders', { app: jsonApi(how) }),
    path('api', '/api/leads', { app: jsonApi(how) }),
    declaring({
      owned: [API],
      approvedOrigins: [ORIGIN],
      endpoints: [
        { url: ROUTE, is: 'api', method: 'GET', headers: {} },
        { url: POSTED, is: 'form', method: 'POST', headers: {} },
      ],
      ...declared,
    }),
    ...changes,
  );
/** One finding on each of the two routes. */
const both = (problem: string): string[] => [`edge/cors:${problem}@${API}`, `edge/cors:${problem}@${API}`];
const exact = (origin: string) => (origin === ORIGIN ? origin : undefined);
const undeclared: Partial<Intent> = { approvedOrigins: [] };

export const corsScenarios: readonly Scenario[] = [
  { name: 'the API lets in exactly its own app', world: api({ allows: exact }), finds: [] },
  { name: 'the API throws at origins that it does not know, which is fine', world: api({ allows: exact, throws: true }), finds: [] },
  { name: 'the API sends back any origin', world: api({ allows: (origin) => origin }), finds: both('any-site-signed-in') },
  {
    name: 'the API lets in origin null',
    world: api({ allows: (origin) => (origin === 'null' ? 'null' : exact(origin)) }),
    finds: both('any-site-signed-in'),
  },
  { name: 'the API only looks how an origin begins', world: api({ allows: (o) => (o.startsWith(ORIGIN) ? o : undefined) }), finds: both('any-site-signed-in') },
  { name: 'the API only looks how an origin ends', world: api({ allows: (o) => (o.endsWith(DOMAIN) ? o : undefined) }), finds: both('any-site-signed-in') },
  {
    name: 'the API compares with a pattern that has an open dot',
    world: api({ allows: (o) => (/^https:\/\/app.acme\.example$/.test(o) ? o : undefined) }),
    finds: both('any-site-signed-in'),
  },
  {
    name: 'the API takes an underscore for the end of a host name',
    world: api({ allows: (o) => (/^https:\/\/app\.acme\.example(?![.\w-]*\w*$)|^https:\/\/app\.acme\.example(_|$)/.test(o) ? o : undefined) }),
    finds: both('any-site-signed-in'),
  },
  {
    name: 'the API lets in its own app over plain HTTP',
    world: api({ allows: (o) => (o === `http://app.${DOMAIN}` ? o : exact(o)) }),
    finds: both('clear-signed-in'),
  },
  {
    name: 'the API lets in every host of the domain',
    world: api({ allows: (o) => (o.startsWith('https://') && o.endsWith(`.${DOMAIN}`) ? o : undefined) }),
    finds: [],
    also: [`edge/cors:any-subdomain-signed-in@${API}`],
  },
  { name: 'the API lets in everybody, the config only the app', world: api({ allows: () => '*', credentials: false }), finds: both('not-approved') },
  {
    name: 'the API lets in everybody and nobody said who it is for',
    world: api({ allows: () => '*', credentials: false }, undeclared),
    finds: [],
    also: [`edge/cors:any-site@${API}`],
  },
  { name: 'the API is said to be for everybody', world: api({ allows: () => '*', credentials: false }, { approvedOrigins: ['*'] }), finds: [] },
  {
    name: 'the API answers a star together with credentials',
    world: api({ allows: () => '*' }, { approvedOrigins: ['*'] }),
    finds: [],
    also: [`edge/cors:star-with-credentials@${API}`],
  },
  { name: 'the API shuts out its own app', world: api({}), finds: both('approved-refused') },
  {
    name: 'the API does not let its own app send JSON',
    world: api({ allows: exact, allowedHeaders: 'authorization' }),
    finds: [`edge/cors:approved-refused@${API}`],
  },
  {
    name: 'a cache may hand the answer for one site to another',
    world: api({ allows: exact, vary: false, cacheControl: 'public, max-age=60' }),
    finds: [`edge/cors:no-vary@${API}`],
  },
  {
    name: 'nothing says for whom the answer is, nor how long to keep it',
    world: api({ allows: exact, vary: false, cacheControl: 'public' }),
    finds: [],
    also: [`edge/cors:no-vary@${API}`],
  },
  { name: 'the API is not ours to ask as a stranger', world: api({ allows: (origin) => origin }, { owned: [] }), finds: [], unknown: [`edge/cors@${API}`] },
  {
    name: 'a route that only a script names lets in any origin',
    world: fewHostsBut(
      ['app'],
      declaring({ owned: [`app.${DOMAIN}`] }),
      path('app', '/', { status: 200, headers: [['content-type', 'text/html']], body: page('Acme', '<script src="/main.js"></script>') }),
      path('app', '/main.js', { status: 200, headers: [['content-type', 'text/javascript']], body: "fetch('/api/orders')" }),
      path('app', '/api/orders', { app: jsonApi({ allows: (origin) => origin }) }),
    ),
    finds: [`edge/cors:any-site-signed-in@app.${DOMAIN}`],
  },
];
