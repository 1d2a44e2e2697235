import type { JourneysConfig, StepConfig } from '../../src/config/journeys-definition.ts';
import type { SmokeScenario } from '../smoke-run.ts';

const own = (steps: StepConfig[]): JourneysConfig => ({ own: [{ name: 'keeps-messages', steps }] });

/** Journeys that the config writes down itself, against Acme Assist. */
export const ownJourneyScenarios: readonly SmokeScenario[] = [
  {
    name: 'a journey of its own: sign up, start a chat, say something, find it again',
    only: ['keeps-messages'],
    journeys: own([
      { http: { url: '/signup' }, expect: { text: 'Sign up', status: 200 } },
      { submit: { name: 'Ada', Email: '{address}', password: '{password}' }, expect: { path: '/chat', cookies: ['acme_session'], text: 'Hello Ada' } },
      { http: { url: '/api/chats', body: { title: 'Chat {token}' } }, expect: { status: '2xx' }, save: { id: { json: 'id' } } },
      { http: { url: '/api/chats/{id}/messages', body: { message: 'Where is my order {token}?' } }, expect: { text: 'tracking link' } },
      { name: 'reload', http: { url: '/api/chats/{id}' }, expect: { text: 'my order {token}' } },
      { http: { url: '/api/logout', method: 'POST', follow: false }, expect: { status: 303, headers: { location: '/' }, notCookies: ['acme_session'] } },
      { chat: { message: 'Hello' }, expect: { text: 'bikes', firstTextSeconds: 5 } },
    ]),
    fails: {},
  },
  {
    name: 'a journey of its own: the mail with the link',
    only: ['keeps-messages'],
    journeys: own([
      { http: { url: '/' } },
      { submit: { email: '{address}', name: 'Ada', text: 'Hello' }, expect: { text: 'Thank you' } },
      { mail: true, expect: { text: ['We have your question', 'Hello Ada'] } },
    ]),
    fails: {},
  },
  {
    name: 'a journey of its own that names what nobody saved',
    only: ['keeps-messages'],
    journeys: own([{ http: { url: '/chats/{nothing}' } }]),
    fails: { 'keeps-messages': 'open /chats/{nothing}' },
    says: /no earlier step saved "nothing"/,
  },
  {
    name: 'own journey: a text that is not there',
    only: ['keeps-messages'],
    journeys: own([{ http: { url: '/' }, expect: { text: 'Free for ever' } }]),
    fails: { 'keeps-messages': 'open /' },
    says: /does not say “Free for ever”/,
  },
  {
    name: 'a journey of its own that expects another value',
    only: ['keeps-messages'],
    journeys: own([{ name: 'health', http: { url: '/healthz' }, expect: { json: { build: 'acme-1' } } }]),
    fails: { 'keeps-messages': 'health' },
    says: /build is "acme-2026/,
  },
  {
    name: 'a journey of its own with a field that is not there',
    only: ['keeps-messages'],
    journeys: own([{ http: { url: '/login' } }, { name: 'send', submit: { user: 'x', captcha: 'y' } }]),
    fails: { 'keeps-messages': 'send' },
    says: /no field "user"|no field "captcha"/,
  },
  {
    name: 'a journey of its own that never ends',
    only: ['keeps-messages'],
    before: (request) => request.url === '/slow',
    journeys: own([{ http: { url: '/slow' }, withinSeconds: 1.2 }]),
    fails: { 'keeps-messages': 'open /slow' },
  },
  {
    name: 'a secret that the app sends back is not shown',
    only: ['keeps-messages'],
    before: (request, response) =>
      request.url === '/echo' && !response.writeHead(400, { 'content-type': 'text/plain' }).end('bad password correct horse battery').destroyed,
    journeys: own([{ http: { url: '/echo', method: 'POST', body: { p: '{env.SMOKE_PASSWORD}' } }, expect: { text: 'welcome', status: 400 } }]),
    fails: { 'keeps-messages': 'POST /echo' },
    says: /bad password •••/,
  },
  {
    name: 'tokens and people in what the app says are not shown',
    only: ['keeps-messages'],
    before: (request, response) =>
      request.url === '/reset/a1b2c3d4e5f6a7b8c9d0e1f2' &&
      !response
        .writeHead(400, { 'content-type': 'text/plain' })
        .end('no ada.lovelace@acme.example a1b2c3d4e5f6a7b8c9d0e1f2 0b1c2d3e-4f5a-6b7c-8d9e-0f1a2b3c4d5e').destroyed,
    journeys: own([{ name: 'open the link', http: { url: '/reset/a1b2c3d4e5f6a7b8c9d0e1f2' }, expect: { status: 400, text: 'welcome' } }]),
    fails: { 'keeps-messages': 'open the link' },
    says: /^\/reset\/… does not say “welcome”; it says “no …@acme\.example … 0b1c2d3e-4f5a-6b7c-8d9e-0f1a2b3c4d5e”$/,
  },
];
