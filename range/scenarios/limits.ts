import type { EndpointKind, Intent } from '../../src/model/intent.ts';
import { jsonApi } from '../apps/json-api.ts';
import { limiting, posted } from '../apps/limits.ts';
import { appBut, declaring } from '../faults/change.ts';
import { keepsPosts, path } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';
import type { WebApp } from '../site.ts';

const APP = `app.${DOMAIN}`;
const endpoint = (is: EndpointKind) => ({ url: `https://${APP}/api/${is}`, is, method: 'POST' as const, headers: {} });
/** One route of this kind, played by an application. */
const route = (is: EndpointKind, app: WebApp, declared: Partial<Intent> = {}) =>
  appBut(keepsPosts('app'), path('app', `/api/${is}`, { app }), declaring({ owned: [APP], active: true, endpoints: [endpoint(is)], ...declared }));
const finds = (problem: string): string => `edge/rate-limit:${problem}@${APP}`;
const login = posted(401);
const forwarded = (request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> }): string =>
  String(request.headers['x-forwarded-for'] ?? '198.51.100.77').split(',')[0] ?? '';

export const limitScenarios: readonly Scenario[] = [
  { name: 'the login refuses after ten attempts', world: route('login', limiting(login, { most: 10 })), finds: [] },
  { name: 'the login takes any number of attempts', world: route('login', login), finds: [finds('unlimited-login')] },
  { name: 'the chat takes any number of questions', world: route('chat', posted(200)), finds: [finds('unlimited-chat')] },
  { name: 'the form takes any number of entries', world: route('form', posted(201)), finds: [finds('unlimited-form')] },
  { name: 'the webhook takes any number of calls', world: route('webhook', posted(401)), finds: [], also: [finds('unlimited-webhook')] },
  {
    name: 'a limit that is higher but told is a limit',
    world: route('chat', posted(200, { headers: { 'ratelimit-policy': '"default";q=60;w=60' } })),
    finds: [],
  },
  { name: 'the limit believes any X-Forwarded-For', world: route('login', limiting(login, { most: 10, by: forwarded })), finds: [finds('spoofable')] },
  {
    name: 'a public API takes any number of readings',
    world: route('api', jsonApi(), { endpoints: [{ ...endpoint('api'), method: 'GET' }], profile: 'b2b-service-launch' }),
    finds: [finds('unlimited-api')],
  },
  {
    name: 'the same where the roadmap does not ask for it',
    world: route('api', jsonApi(), { endpoints: [{ ...endpoint('api'), method: 'GET' }] }),
    finds: [],
    also: [finds('unlimited-api')],
  },
  {
    name: 'one of two addresses is wrong',
    world: route('login', login, { endpoints: [endpoint('login'), endpoint('form')] }),
    finds: [finds('unlimited-login')],
  },
  {
    name: 'the limit counts by cookie',
    world: route('chat', limiting(posted(200, { cookie: true }), { most: 10, by: (request) => request.headers.cookie ?? String(Math.random()) })),
    finds: [finds('per-session')],
  },
  {
    name: 'the limit does not say when to come back',
    world: route('login', limiting(login, { most: 10, retryAfter: false })),
    finds: [],
    also: [finds('no-retry-after')],
  },
  { name: 'the limit answers 503', world: route('login', limiting(login, { most: 10, status: 503 })), finds: [], also: [finds('wrong-status')] },
  { name: 'the login is not where the config says', world: route('login', posted(404)), finds: [], unknown: [`edge/rate-limit@${APP}`] },
  { name: 'the chat wants a login before a burst', world: route('chat', posted(401)), finds: [], unknown: [`edge/rate-limit@${APP}`] },
  { name: 'nobody allowed us a burst', world: route('login', login, { active: false }), finds: [], unknown: [`edge/rate-limit@${APP}`] },
  {
    name: 'nobody said where the app has its login',
    world: appBut(declaring({ owned: [APP], active: true })),
    finds: [],
    unknown: [`edge/rate-limit@${APP}`],
  },
];
