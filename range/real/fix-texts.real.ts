/* Every text of ours for nginx, Caddy and Apache, read by the server itself: it must take it at one of the places where such lines can stand. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { type FixText, fixTexts } from '../fix-texts.ts';
import { DOMAIN } from '../healthy.ts';
import { chainOf } from '../web.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'range-texts-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
await mkdir(join(folder, 'live', DOMAIN), { recursive: true });
const { key, chain } = chainOf({ name: DOMAIN, address: '', certificate: { names: [DOMAIN] }, https: 'refused', http: 'refused' });
const files = { 'live/acme.example/fullchain.pem': chain, 'key.pem': key, 'security-headers.conf': '' };
for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
const TLS = `ssl_certificate ${join(folder, 'live', DOMAIN, 'fullchain.pem')}; ssl_certificate_key ${join(folder, 'key.pem')};`;

/** Where lines can stand in the configuration of a server, and how it is asked whether it takes it. */
interface Reader {
  readonly texts: readonly FixText[];
  readonly places: readonly ((text: string) => string)[];
  readonly ask: (config: string) => readonly [command: string, ...args: string[]];
}

const inHttp = (text: string): string =>
  `pid ${folder}/pid; error_log stderr; events { } http { access_log off; upstream app { server 127.0.0.1:9; } proxy_cache_path ${folder}/cache keys_zone=files:1m; ${text}\n}`;
/** A text may come in two parts, with a line between that says where the second goes. */
const parts = (text: string): string => {
  const [outside = '', inside = ''] = text.split(/^# in the (?:server|location).*$/m);
  const server = text.includes('# in the server') ? inside : `location / { ${inside}\n}`;
  return `${outside}\nserver { listen 127.0.0.1:9; ${server}\n}`;
};
/** A text in the places and with the files that it has here. */
const here = (text: string): string =>
  text
    .replaceAll(/# certificate of .*/g, TLS)
    .replaceAll('/etc/letsencrypt/live', `${folder}/live`)
    .replaceAll('listen [::]:80;', '');
const nginx: Reader = {
  // ModSecurity is a module of its own, and so is what its text says.
  texts: fixTexts().filter(({ language, text }) => language === 'nginx' && !text.includes('modsecurity')),
  places: [
    (text) => inHttp(parts(here(text))),
    (text) => inHttp(here(text)),
    (text) => inHttp(`server { listen 127.0.0.1:9; ${here(text)}\n}`),
    (text) => inHttp(`server { listen 127.0.0.1:9 ssl; ssl_certificate_key ${folder}/key.pem; ${here(text)}\n}`),
    (text) => inHttp(`server { listen 127.0.0.1:9; location / { proxy_pass http://app; ${here(text)}\n} }`),
  ],
  ask: (config) => ['nginx', '-t', '-q', '-e', 'stderr', '-p', folder, '-c', config],
};
const caddy: Reader = {
  texts: fixTexts().filter(({ stack, language }) => stack === 'caddy' && language === 'text'),
  places: [(text) => text, (text) => `:9 {\n${text}\n}`],
  ask: (config) => ['caddy', 'adapt', '--adapter', 'caddyfile', '--config', config],
};
const MODULES = ['mpm_event', 'authz_core', 'alias', 'headers', 'deflate', 'filter', 'ssl', 'socache_shmcb', 'setenvif', 'mime'];
const inApache = (text: string): string =>
  [
    `ServerRoot ${folder}`,
    'ServerName localhost',
    `PidFile ${folder}/apache.pid`,
    `ErrorLog ${folder}/error.log`,
    ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    text,
  ].join('\n');
const apache: Reader = {
  texts: fixTexts().filter(({ stack, language }) => stack === 'apache' && language === 'text'),
  places: [
    (text) =>
      inApache(
        text.replaceAll(
          /# SSLEngine on and .*/g,
          `SSLEngine on\nSSLCertificateFile ${folder}/live/${DOMAIN}/fullchain.pem\nSSLCertificateKeyFile ${folder}/key.pem`,
        ),
      ),
    (text) => inApache(`<VirtualHost *:80>\n${text}\n</VirtualHost>`),
  ],
  ask: (config) => ['apache2', '-t', '-f', config],
};

let made = 0;
/** What the server says against a text at each place; nothing when it takes it somewhere. */
async function objections({ text }: FixText, { places, ask }: Reader): Promise<string[]> {
  const said: string[] = [];
  for (const place of places) {
    const config = join(folder, `config-${made++}`);
    await writeFile(config, `${place(text)}\n`);
    const [command, ...args] = ask(config);
    try {
      await run(command, args);
      return [];
    } catch (error) {
      said.push(error instanceof Error ? error.message.slice(0, 600) : String(error));
    }
  }
  return said;
}

test.each([
  ['nginx', nginx, 12],
  ['Caddy', caddy, 6],
  ['Apache', apache, 6],
] as const)('%s takes every text of ours', async (_, reader, least) => {
  expect(reader.texts.length).toBeGreaterThanOrEqual(least);
  const refused: unknown[] = [];
  for (const text of reader.texts) {
    const said = await objections(text, reader);
    if (said.length > 0) refused.push({ of: text.of, text: text.text, said });
  }
  expect(refused).toEqual([]);
});

test('a server that takes nothing would be seen', async () => {
  const nonsense: FixText = { of: 'nonsense', stack: 'nginx', language: 'nginx', text: 'no_such_line on;', where: 'nowhere' };
  for (const reader of [nginx, caddy, apache]) expect(await objections(nonsense, reader)).toHaveLength(reader.places.length);
});
