import { badLines, card, goodLines, harmlessLines, jwt, providerKey, token, uuid } from '../../range/logs/lines.ts';
import type { Random } from '../fuzz/mutate.ts';

/* Logs at random, of everything that a log is read for: names of values before values of every form, numbers, addresses, tokens, whole and torn apart. */

const NAMES =
  'level severity lvl status statusCode http_status id requestId x-request-id traceId rid authorization Cookie set-cookie x-api-key password user_password pwd token refresh_token ' +
  'csrfToken max_tokens api_key secret prompt completion content message firstName name phone tel ssn nie cpf cardNumber card ip remote_addr PATH HOME NODE_ENV HOSTNAME LANG path home msg';
const VALUES = [
  'null',
  'undefined',
  '-',
  '***',
  '[redacted]',
  'Tulip-Garden-9',
  'correct horse battery staple',
  'Ada',
  'Ada Lovelace',
  'please tell my wife that I lost my job',
  'error',
  'ERR',
  'fatal',
  'info',
  'critical',
  'emergency',
  '50',
  '60',
  '30',
  '200',
  '404',
  '500',
  '5000',
  '/usr/bin',
  'production',
  '030 901820',
  '+49 30 901820',
  '+14155552671',
  '(415) 555-2671',
  '415-555-2671',
  '536-90-4399',
  'DE89370400440532013000',
  'GB29 NWBK 6016 1331 9268 19',
  'RSSMRA85T10A562S',
  '81.2.69.142',
  '10.0.0.7',
  '8.8.8.8',
  '131.0.0.0',
  '1.2.3.4.5',
  '999.1.1.1',
  'ada.lovelace@analytical-engines.org',
  'ada%40analytical-engines.org',
  'npm@24.1.0',
  'postgres://acme:hunter2hunter2@db.acme.dev:5432/app',
  '1764563264123',
  '4000',
  'a=b',
  'x::y',
  'AB12',
  'exception',
];
const JOINTS = [
  ' ',
  ' ',
  '=',
  ':',
  ': ',
  '"',
  "'",
  '`',
  '\\"',
  '\\',
  ',',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '&',
  '?',
  '/',
  '-',
  '.',
  '+',
  '@',
  '%',
  '%40',
  '_',
  '1',
  '42',
  '123',
  '4929',
  'é',
  '\0',
  '\t',
  '\r',
];
const SHAPES = [
  '"K":"V"',
  '"K":V',
  'K=V',
  "K: 'V'",
  'K="V"',
  '\\"K\\":\\"V\\"',
  'K: V',
  '?K=V&',
  "'K':'V'",
  '"body":"{\\"K\\":\\"V\\"}","headers":{"host":"a"}',
  '"body":{"K":"V"},"headers":{"user-agent":"b"}',
  '"role":"user","K":"V"',
  '"req":{"K":V}',
  '" V 12',
  ' "V" ',
];

/** @param seconds now */
export function randomLog(random: Random, lines: number, seconds: number): string {
  const some = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const names = NAMES.split(' ');
  const values = [
    ...VALUES,
    jwt(seconds + 60),
    jwt(seconds - 60),
    jwt(undefined, { role: 'service_role' }),
    token('a'),
    token('b'),
    providerKey(),
    card(1),
    card(2),
    card(3).replaceAll(/\d{4}(?=\d)/g, '$& '),
    uuid(1),
  ];
  const whole = [...Object.values(badLines(seconds)).flat(), ...goodLines(9), ...harmlessLines()];
  const field = (): string =>
    some(SHAPES)
      .replace('K', some(names))
      .replace('V', () => some(values));
  const torn = (): string => {
    const text = some(whole);
    const from = random(text.length);
    return text.slice(from, from + random(60));
  };
  const piece = (): string => some([field, field, () => some(values), () => some(JOINTS), () => some(JOINTS), () => String(random(1e9)), torn])();
  const mixed = (): string => Array.from({ length: 1 + random(12) }, piece).join(some(['', ' ', ',', ', ']));
  const json = (): string => `{${mixed()}}`;
  const line = (): string => some([() => some(whole), mixed, mixed, json, () => `  ${mixed()}`, () => '', () => mixed().repeat(random(40) === 0 ? 60 : 1)])();
  const end = some(['\n', '\n', '\r\n']);
  return Array.from({ length: lines }, line).join(end) + some(['', end]);
}
