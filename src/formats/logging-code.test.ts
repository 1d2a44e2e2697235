import { expect, test } from 'vitest';
import { findLoggedWholes } from './logging-code.ts';

const kinds = (text: string, path = 'src/server.ts'): string[] => findLoggedWholes(text, path).map(({ kind, line }) => `${kind}:${line}`);

test.each<[string, string, string[]]>([
  ['the environment', 'console.log(process.env)', ['environment:1']],
  ['the environment as text', '\nlogger.info(`env ${JSON.stringify(process.env, null, 2)}`)', ['environment:2']],
  ['the environment in an object', 'log.error({ env: process.env })', ['environment:1']],
  ['the environment, spread', 'console.debug({ ...process.env })', ['environment:1']],
  ['headers', "console.log('in', req.headers)", ['headers:1']],
  ['headers of the Fetch API', 'console.log(Object.fromEntries(request.headers))', ['headers:1']],
  ['headers, gone through', 'console.log(Object.fromEntries(request.headers.entries()), [...req.headers])', ['headers:1']],
  ['headers of Next.js', "import { headers } from 'next/headers';\nconsole.log(await headers());", ['headers:2']],
  ['the body', 'app.post("/a", (req, res) => { console.log(req.body); })', ['body:1']],
  ['the body of the Fetch API', 'export async function POST(req) {\n  const body = await req.json();\n  console.log("got", body);\n}', ['body:3']],
  ['the body at once', 'console.log(await request.json())', ['body:1']],
  ['messages of a body', 'const { messages, id } = await req.json();\nconsole.log(id);\nconsole.log(messages);', ['body:3']],
  ['a password of a body', 'const { email, password } = req.body;\nconsole.log("login", email, password);', ['body:2']],
  ['the request of an error', 'try { a() } catch (error) { console.error(error.config) }', ['client-error:1']],
  ['the headers that an error carries', 'catchIt((err) => logger.error({ request: err.config.headers }))', ['client-error:1']],
  ['pino-http as it comes', "import pinoHttp from 'pino-http';\napp.use(pinoHttp());", ['request-logger:2']],
  ['pino-http with options that hide nothing', "const pino = require('pino-http');\napp.use(pino({ level: 'info' }));", ['request-logger:2']],
  ['express-winston as it comes', "import expressWinston from 'express-winston';\napp.use(expressWinston.logger({ transports }));", ['request-logger:2']],
  ['people, to Sentry', 'Sentry.init({ dsn, sendDefaultPii: true });', ['sentry-people:1']],
])('logged whole: %s', (_, text, expected) => expect(kinds(text)).toEqual(expected));

test.each<[string, string]>([
  ['one variable', 'console.log(process.env.NODE_ENV)'],
  ['how many there are', 'console.log(Object.keys(process.env).length, req.headers["x-request-id"])'],
  ['in a template, where it is no text', 'console.log(`${process.env} ${req.body}`)'],
  ['one header', "console.log(req.headers.get('x-request-id'), request.headers.host)"],
  ['a field of the body', 'console.log(req.body.type, body.id)'],
  ['what is no body', 'const body = render(page);\nconsole.log(body)'],
  ['an answer', 'const body = await response.json();\nconsole.log(body)'],
  ['an answer of fetch', 'const data = await (await fetch(url)).json();\nconsole.log(data)'],
  ['only while developing', 'if (process.env.NODE_ENV !== "production") console.log(req.body)'],
  ['only when asked for', 'if (DEBUG) { console.log(req.headers) }\nverbose && console.log(process.env)'],
  ['at a level that is off', 'logger.debug(req.body);\nlog.trace({ headers: req.headers });'],
  ['what is no logger', 'dialog.info(req.body);\nblog.error(req.headers);\nconsole.assert(req.body)'],
  ['in a comment', '// console.log(process.env)\nconst a = "console.log(process.env)"'],
  ['a lost name', 'function f(process) { console.log(process.env) }'],
  ['an error', 'catchIt((error) => console.error(error, error.message))'],
  ['a config that is no request', 'console.log(app.config, this.config)'],
  [
    'pino-http that hides',
    "import pinoHttp from 'pino-http';\napp.use(pinoHttp({ redact: ['req.headers.authorization'] }));\napp.use(pinoHttp({ logger }));\napp.use(pinoHttp(options));",
  ],
  [
    'express-winston that hides',
    "import ew from 'express-winston';\new.logger({ headerBlacklist: ['cookie'] });\new.logger({ meta: false });\new.errorLogger({});",
  ],
  ['no people, to Sentry', 'Sentry.init({ sendDefaultPii: false })'],
])('not logged whole: %s', (_, text) => expect(kinds(text)).toEqual([]));

test('code for browsers has no environment and no requests', () => {
  expect(kinds("'use client';\nconsole.log(process.env, req.body)", 'app/chat.tsx')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['the environment', 'print(os.environ)\nlogging.info("env %s", dict(os.environ))', ['environment:1', 'environment:2']],
  ['headers', 'logger.info(f"headers: {request.headers}")', ['headers:1']],
  ['the body', 'print("got", await request.json())\nlog.warning(request.get_json())\napp.logger.info(request.form)', ['body:1', 'body:2', 'body:3']],
  ['people, to Sentry', 'sentry_sdk.init(dsn=DSN, send_default_pii=True)', ['sentry-people:1']],
  ['nothing', 'print(os.environ["A"])\nlogger.debug(request.headers)\n# print(os.environ)\nprint(request.headers.get("x"))\nprint(len(os.environ))', []],
])('Python: %s', (_, text, expected) => expect(kinds(text, 'app/main.py')).toEqual(expected));
