import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { DOMAIN } from '../healthy.ts';
import { certificateIn, GOOD_HEADERS, has, type OwnServer, type RunningServer, siteFolder, stopAnd, WWW } from './own-stack.ts';
import { accepts, startProgram } from './program.ts';

const MODULES = ['mpm_event', 'authz_core', 'alias', 'dir', 'headers', 'deflate', 'filter', 'mime', 'setenvif', 'ssl', 'socache_shmcb'];
const LONG = '<Location "/assets/">\nHeader always set Cache-Control "public, max-age=31536000, immutable"\n</Location>';

/** Apache 2.4 of Debian. */
export async function startOwnApache(server: OwnServer): Promise<RunningServer> {
  const folder = await siteFolder();
  const { pem, key } = await certificateIn(folder);
  const [http, https] = [await freePort(), await freePort()];
  const { snippet = '' } = server;
  const tls = `SSLEngine on\nSSLCertificateFile ${pem}\nSSLCertificateKeyFile ${key}`;
  // The snippets say ports 80 and 443; ours are others.
  const ours = snippet
    .replaceAll('*:80>', `127.0.0.1:${http}>`)
    .replaceAll('*:443>', `127.0.0.1:${https}>`)
    .replaceAll(/# SSLEngine on and .*/g, tls);
  const host = (port: number, name: string, lines: string): string => `<VirtualHost 127.0.0.1:${port}>\nServerName ${name}\n${lines}\n</VirtualHost>`;
  const site = `DocumentRoot ${join(folder, 'dist')}\n<Directory ${join(folder, 'dist')}>\nRequire all granted\n</Directory>`;
  const headers = has('headers', server) ? snippet : GOOD_HEADERS.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n');
  const toHttps = (name: string): string => host(http, name, `Redirect permanent / https://${name}/`);
  const isSplit = has('two-hosts', server) && snippet === '';
  const toDomain = host(https, WWW, `${tls}\nHeader always set Strict-Transport-Security "max-age=31536000"\nRedirect permanent / https://${DOMAIN}/`);
  const main = [
    tls,
    isSplit ? `ServerAlias ${WWW}` : '',
    site,
    headers,
    has('cache', server) ? snippet : LONG,
    has('compression', server) ? snippet : 'AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript',
  ];
  const config = [
    `ServerRoot ${folder}`,
    `ServerName ${DOMAIN}`,
    `PidFile ${join(folder, 'apache.pid')}`,
    `ErrorLog ${join(folder, 'error.log')}`,
    'LogLevel error',
    'ServerTokens Prod',
    `Listen 127.0.0.1:${http}`,
    `Listen 127.0.0.1:${https}`,
    'StartServers 1',
    ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    'TypesConfig /etc/mime.types',
    'DirectoryIndex index.html',
    has('clear', server) ? (snippet === '' ? host(http, DOMAIN, site) : ours) : toHttps(DOMAIN),
    toHttps(WWW),
    host(https, DOMAIN, main.join('\n')),
    ...(isSplit ? [] : [has('two-hosts', server) ? ours : toDomain]),
  ];
  const file = join(folder, 'apache.conf');
  await writeFile(file, `${config.join('\n')}\n`);
  const all = async (): Promise<boolean> => (await Promise.all([http, https].map(accepts))).every(Boolean);
  const { stop } = await startProgram('apache2', ['-DFOREGROUND', '-f', file], all);
  return { http, https, stop: () => stopAnd(stop, folder) };
}
