import type { Before, SmokeScenario } from '../smoke-run.ts';

/** Answers one address itself. */
const at =
  (method: string, path: string, status: number, body = '', headers: Readonly<Record<string, string>> = {}): Before =>
  (request, response) => {
    if (request.method !== method || (request.url ?? '').split('?')[0] !== path) return false;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
    return true;
  };

/** Answers so every second time. */
const everySecond = (before: Before): Before => {
  let seen = 0;
  return (request, response) => (request.url === '/chat' ? seen++ % 2 === 1 && before(request, response) : false);
};
/** Works once, and never again. */
const onlyOnce = (): Before => {
  let seen = 0;
  return (_, response) => seen++ > 0 && !response.writeHead(500, { 'content-type': 'text/html' }).end('boom').destroyed;
};

const JSON_TYPE = { 'content-type': 'application/json' };
const form = (fields: string): string =>
  `<!doctype html><title>Acme</title><p>Please try again, that did not work.</p><form method=post action=/api/x>${fields}<button>Go</button></form>`;
const CONTACT_FAILS = { 'lead-form': 'send it', 'confirmation-mail': 'send it' };

/** What can be broken about an app that still answers, and the step that finds it. */
export const smokeScenarios: readonly SmokeScenario[] = [
  { name: 'the good app', fails: {} },
  {
    name: 'a blank home page that answers 200',
    only: ['home'],
    before: at('GET', '/', 200, '<!doctype html><title></title><div id=root></div>'),
    fails: { home: 'open the home page' },
    says: /blank/,
  },
  {
    name: 'a home page that a script builds',
    only: ['home'],
    before: at('GET', '/', 200, '<div id=root></div><script src=/a.js></script>'),
    fails: {},
    unknown: ['home'],
  },
  { name: 'a crash after the first request', only: ['home', 'health'], before: onlyOnce(), fails: { health: 'ask the health route' } },
  {
    name: 'the page of the host, no app',
    only: ['home'],
    before: at('GET', '/', 200, '<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, it works.'),
    fails: { home: 'open the home page' },
    says: /not the app’s own/,
  },
  {
    name: 'the health route says that the database is down',
    only: ['health'],
    before: at('GET', '/healthz', 200, '{"status":"ok","db":"down"}', JSON_TYPE),
    fails: { health: 'ask the health route' },
  },
  {
    name: 'the health route answers 503',
    only: ['health'],
    before: at('GET', '/healthz', 503, '{"status":"failed"}', JSON_TYPE),
    fails: { health: 'ask the health route' },
  },
  {
    name: 'every address answers with the home page, the health route too',
    only: ['health'],
    before: (request, response) => /health|\/up|ready|status/.test(request.url ?? '') && at('GET', request.url ?? '', 200, '<h1>Acme')(request, response),
    fails: {},
    unknown: ['health'],
  },
  {
    name: 'the log-in fails for everybody',
    only: ['login'],
    before: at('POST', '/api/login', 500, '<title>Internal Server Error</title>'),
    fails: { login: 'log in' },
    says: /500/,
  },
  {
    name: 'the log-in form comes again',
    only: ['login'],
    before: at('POST', '/api/login', 200, form('<input name=email type=email><input name=password type=password>')),
    fails: { login: 'log in' },
    says: /came again/,
  },
  {
    name: 'the log-in sets no cookie',
    only: ['login'],
    before: at('POST', '/api/login', 302, '', { location: '/' }),
    fails: { login: 'log in' },
    says: /no cookie/,
  },
  {
    name: 'the session is lost on the next page',
    only: ['login'],
    before: everySecond(at('GET', '/chat', 302, '', { location: '/login' })),
    fails: { login: 'open the page behind it again' },
    says: /session is lost/,
  },
  {
    name: 'the link to the log-in is dead',
    only: ['login'],
    before: at('GET', '/login', 404, '<title>Not found</title>'),
    fails: { login: 'open the log-in page' },
    says: /answered 404/,
  },
  {
    name: 'the log-in redirects for ever',
    only: ['login'],
    before: at('GET', '/login', 302, '', { location: '/login?again' }),
    fails: { login: 'open the log-in page' },
    says: /redirects more than/,
  },
  {
    name: 'logging out leaves the session alive',
    only: ['logout'],
    settings: { faults: new Set(['sessions-survive-logout']) },
    fails: { logout: 'open it with a copy of the old session' },
  },
  {
    name: 'logging out does nothing at all',
    only: ['logout'],
    before: at('POST', '/api/logout', 302, '', { location: '/' }),
    fails: { logout: 'open the page as the visitor who logged out' },
  },
  {
    name: 'the page behind the log-in is open to all',
    only: ['logout'],
    before: at('GET', '/chat', 200, '<h1>My chats</h1><form method=post action=/api/logout><button>Log out</button></form>'),
    fails: {},
    unknown: ['logout'],
  },
  {
    name: 'nobody can sign up',
    only: ['signup'],
    before: at('POST', '/api/signup', 500, 'relation "users" does not exist', { 'content-type': 'text/plain' }),
    fails: { signup: 'sign up' },
    says: /relation/,
  },
  {
    name: 'the reset link leads to another host',
    only: ['password-reset'],
    origin: 'http://localhost:3000',
    fails: { 'password-reset': 'open the link in the mail' },
    says: /localhost:3000, not to the app/,
  },
  {
    name: 'the page of the reset link is gone',
    only: ['password-reset'],
    before: at('GET', '/reset', 404, '<title>Not found</title>'),
    fails: { 'password-reset': 'open the link in the mail' },
    says: /404/,
  },
  {
    name: 'the new password is not taken',
    only: ['password-reset'],
    before: at('POST', '/api/reset', 302, '', { location: '/login' }),
    fails: { 'password-reset': 'log in' },
    says: /401/,
  },
  {
    name: 'the chat answers with an error',
    only: ['chat-message'],
    before: at('POST', '/api/ask', 500, '{"error":"insufficient_quota"}', JSON_TYPE),
    fails: { 'chat-message': 'ask the chat one question' },
    says: /500/,
  },
  {
    name: 'the chat answers 200 and says nothing',
    only: ['chat-message'],
    before: at('POST', '/api/ask', 200, 'data: {"text":""}\n\ndata: [DONE]\n\n', { 'content-type': 'text/event-stream' }),
    fails: { 'chat-message': 'ask the chat one question' },
    says: /without a single word/,
  },
  {
    name: 'the chat breaks off with an error event',
    only: ['chat-message'],
    before: at('POST', '/api/ask', 200, 'data: {"text":"Hel"}\n\nevent: error\ndata: {"error":"overloaded"}\n\n', { 'content-type': 'text/event-stream' }),
    fails: { 'chat-message': 'ask the chat one question' },
    says: /broke off/,
  },
  {
    name: 'the chat answers with the log-in page',
    only: ['chat-message'],
    before: at('POST', '/api/ask', 200, '<!doctype html><h1>Log in</h1>'),
    fails: { 'chat-message': 'ask the chat one question' },
    says: /web page/,
  },
  {
    name: 'the contact form fails',
    only: ['lead-form', 'confirmation-mail'],
    before: at('POST', '/api/lead', 502, '<title>Bad Gateway</title>'),
    fails: CONTACT_FAILS,
  },
  {
    name: 'the contact form comes again',
    only: ['lead-form'],
    before: (request, response) => {
      let text = '';
      if (request.url !== '/api/lead') return false;
      request
        .on('data', (part: Buffer) => (text += part.toString()))
        .on('end', () =>
          response
            .writeHead(200, { 'content-type': 'text/html' })
            .end(form(`<input name=name><input name=email type=email value="${new URLSearchParams(text).get('email')}">`)),
        );
      return true;
    },
    fails: { 'lead-form': 'send it' },
  },
  {
    name: 'the webhook takes any sender',
    only: ['webhook'],
    settings: { faults: new Set(['unsigned-webhooks']) },
    fails: { webhook: 'send an event with a wrong signature' },
  },
  {
    name: 'the webhook is gone',
    only: ['webhook'],
    before: at('POST', '/api/webhooks/billing', 404),
    fails: { webhook: 'send an event with a wrong signature' },
  },
  {
    name: 'the webhook redirects',
    only: ['webhook'],
    before: at('POST', '/api/webhooks/billing', 308, '', { location: '/elsewhere' }),
    fails: { webhook: 'send an event with a wrong signature' },
  },
  {
    name: 'a wrong signature crashes the webhook',
    only: ['webhook'],
    before: at('POST', '/api/webhooks/billing', 500),
    fails: { webhook: 'send an event with a wrong signature' },
  },
  {
    name: 'the way back from a sign-in is gone',
    only: ['auth-callback'],
    before: at('GET', '/login', 404),
    fails: { 'auth-callback': 'come back from a sign-in that was cancelled' },
  },
  {
    name: 'who cancels a sign-in meets an error',
    only: ['auth-callback'],
    before: at('GET', '/login', 500),
    fails: { 'auth-callback': 'come back from a sign-in that was cancelled' },
  },
  {
    name: 'the app is down',
    only: ['home', 'chat-message'],
    before: (request) => {
      request.socket.destroy();
      return true;
    },
    fails: { home: 'open the home page', 'chat-message': 'ask the chat one question' },
  },
  {
    name: 'a robot check stands before the app',
    only: ['home', 'login'],
    before: (_, response) => {
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end();
      return true;
    },
    fails: {},
    unknown: ['home', 'login'],
  },
  {
    name: 'a flow that the app does not have',
    journeys: { without: ['signup', 'password-reset', 'webhook', 'auth-callback', 'lead-form', 'confirmation-mail', 'logout', 'login'] },
    fails: {},
  },
];
