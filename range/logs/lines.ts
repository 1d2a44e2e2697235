import { createHash } from 'node:crypto';
import { passesLuhn } from '../../src/recognise/personal-data/card.ts';

/* Lines as apps write them. Tokens are made here, so that no file of ours holds one. */

const word = (seed: string, length: number): string => createHash('sha256').update(`range/logs/${seed}`).digest('hex').slice(0, length);
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param expires seconds; none for a token that never ends */
export function jwt(expires: number | undefined, claims: object = { sub: 'u-17', role: 'authenticated' }): string {
  const payload = { ...claims, ...(expires !== undefined && { exp: expires }) };
  return `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(payload)}.${Buffer.from(word('signature', 32)).toString('base64url')}`;
}
export const token = (seed: string): string => `${word(seed, 20)}Zq7`;
/** A Stripe key, put together. */
export const providerKey = (): string =>
  [
    'sk',
    'live',
    `51${Buffer.from(word('stripe', 60))
      .toString('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')}`.slice(0, 60),
  ].join('_');
/** A Visa number that belongs to nobody we know, with its check digit. */
export function card(seed: number): string {
  const start = `4929${String(12_345_678_901 + seed * 7919)}`;
  const digit = Array.from('0123456789').find((last) => passesLuhn(start + last));
  return start + (digit ?? '0');
}
export const uuid = (at: number): string => `550e8400-e29b-41d4-a716-${String(446_655_440_000 + at)}`;

const START = Date.UTC(2026, 11, 1, 4, 0, 0);

/** A pino log that gives nothing away: ids, statuses, durations, redacted fields. */
export function goodLines(count = 120): string[] {
  const lines = [JSON.stringify({ level: 30, time: START, version: '1.4.2', commit: word('commit', 40), msg: 'Server listening on http://0.0.0.0:3000' })];
  for (let at = 0; at < count; at++) {
    const statusCode = at % 30 === 7 ? 500 : at % 20 === 3 ? 404 : 200;
    lines.push(
      JSON.stringify({
        level: statusCode === 500 ? 50 : 30,
        time: START + at * 731,
        pid: 4242,
        hostname: `web-${at % 3}`,
        requestId: uuid(at),
        userId: word(`user ${at}`, 24),
        req: { method: 'POST', url: '/api/chat', headers: { authorization: '[redacted]', cookie: '[redacted]', 'user-agent': 'Mozilla/5.0 Chrome/131.0.0.0' } },
        res: { statusCode },
        model: 'gpt-5-2026-01-15',
        promptTokens: 1200 + at,
        password: '***',
        responseTime: 312,
        digest: `sha256:${word(`digest ${at}`, 64)}`,
        msg: 'request completed',
      }),
    );
  }
  return lines;
}

/** One bad habit each, by the kind that must be found. `now`: seconds. */
export function badLines(now: number): Readonly<Record<string, readonly string[]>> {
  return {
    'auth-header': [JSON.stringify({ level: 30, req: { headers: { authorization: `Bearer ${token('bearer')}`, cookie: `sid=s%3A${token('cookie')}` } } })],
    'error-headers': [
      'AxiosError: Request failed with status code 401',
      '  config: {',
      '    headers: {',
      `      Authorization: 'Bearer ${token('axios')}'`,
      '    }',
      '  }',
    ],
    'url-token': [`81.2.69.142 - - [01/Dec/2026:04:41:04 +0000] "GET /reset?token=${token('reset')}&lang=en HTTP/1.1" 200 512 "-" "Mozilla/5.0"`],
    'token-field': [`level=info msg="refreshed" refresh_token=${token('refresh')}`],
    'url-credentials': [`connecting to postgres://acme:${word('password', 14)}@db.acme.dev:5432/app`],
    password: [JSON.stringify({ level: 30, body: { username: 'ada', password: 'Tulip-Garden-9' } })],
    prompt: [JSON.stringify({ level: 30, messages: [{ role: 'user', content: 'Please help me to tell my wife that I lost my job' }] })],
    secret: [`could not charge with ${providerKey()}, retrying`],
    jwt: [`opened a session with ${jwt(now + 3600)}`],
    email: [`INFO sent the invitation to ada.lovelace@analytical-engines.org`],
    phone: [`INFO sms to +49 30 901820 queued`],
    name: [JSON.stringify({ level: 30, event: 'signup', firstName: 'Ada', last_name: 'Lovelace' })],
    card: [`payment with card ${card(1).replaceAll(/\d{4}(?=\d)/g, '$& ')} failed`],
    iban: ['refund goes to DE89370400440532013000'],
    'national-id': ['applicant ssn 536-90-4399 accepted'],
    ip: [`81.2.69.143 - - [01/Dec/2026:04:41:05 +0000] "GET / HTTP/1.1" 304 0 "-" "Mozilla/5.0"`],
    'env-dump': ['PATH=/usr/local/bin:/usr/bin', 'HOME=/home/app', 'NODE_ENV=production', 'HOSTNAME=web-1', 'LANG=C.UTF-8'],
  };
}

/** Looks like something and is nothing. */
export const harmlessLines = (): readonly string[] => [
  `trace_id=${word('trace', 32)} span_id=${word('span', 16)} traceparent=00-${word('a', 32)}-${word('b', 16)}-01`,
  `deployed ${word('sha', 40)} as v4.111.1111.111 (build 4111111111111111111)`,
  'time=1764563264123 started=1764563264 micros=1764563264123456 nanos=1764563264123456789',
  '2026-12-01T04:41:04.123456789Z INFO took 00:00:04.123 between 2026-12-01 and 2026-12-24',
  `session ${uuid(1)} user ${uuid(2)} order 4929-1234 ref 4556-7375-86`,
  'Unpacking dovecot-core (1:2.3.19.1+dfsg1-2.1) over 2.3.19.1~rc2 ...',
  'Chrome/131.0.0.0 Safari/537.36 Firefox/133.0 curl/8.5.0 libfoo 10.20.30.40-rc1 v1.2.3.4',
  '::ffff:10.0.0.7 127.0.0.1:3000 192.168.1.4 169.254.169.254 172.16.4.4 0.0.0.0:8080 GET http://203.0.113.9/',
  'npm install react@19.2.0 @types/node@24.1.0 lodash@latest; see icon@2x.png and user@1000.service',
  'mailer: from noreply@acme.dev, support@acme.dev; docs say you@example.com and jane@example.org',
  'git clone git@github.com:acme/app.git; message-id <20261201044104.A1B2C3@mail.acme.dev.local>',
  'Invalid password: too short. password: required. Access denied (using password: YES). password=*** passwd=[FILTERED] password=${PASSWORD}',
  '{"password":null,"passwordHash":"[redacted]","token":"***","authorization":"[REDACTED]","cookie":"<redacted>","apiKey":"••••••"}',
  'authorization: none; Authorization header missing; token expired; invalid token: malformed; cookie: disabled',
  '{"max_tokens":4096,"prompt_tokens":1200,"completion_tokens":300,"nextPageToken":"CAoQAA1b2c3d4e5f6g7h8","csrfToken":"abcdef0123456789abcdef"}',
  '{"prompt":"default","promptId":"greeting-v3","content":"application/json; charset=utf-8","content-type":"text/html"}',
  '{"name":"worker","hostname":"web-1","filename":"Quarterly Report.pdf","displayName":"staging","first":"a"}',
  '{"phone":"[redacted]","mobile":true,"tel":null,"contact":"form","sms":"queued","height":"+12px","offset":"+0000","delta":"+1234567"}',
  'SELECT * FROM users WHERE email = $1 AND password = ? -- params: [redacted]',
  'card declined: insufficient funds (charge ch_3NqExample, 4242 4242 4242 4242 in test mode)',
  'batch 1234567890123452 of 9876543210987654321 rows; ids 100000000000017 200000000000029; 123-45-67890 078-05-1120 000-12-3456',
  'IBAN missing; GB00TEST00000000 AB12CD34 DE1234; SHA AB12 3456 7890; flight LH1234 seat 12A; DE89 is a prefix',
  'PATH: /api/chat HOME page opened; lang=en; path=/login shell=none home=1',
  '"GET /search?q=token&code=200&page=2&sort=password HTTP/1.1" 200 12',
  '+ npm run build; + docker push registry.acme.dev/app:1.2.3',
];
