/* Mistake 4: a name that the certificate does not cover. certbot of Debian runs our text against pebble, on nginx. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localCa } from '../../ca.ts';
import { DOMAIN } from '../../healthy.ts';
import { startPebble } from '../issuance.ts';
import { runText } from '../shell.ts';
import { site, WWW } from './hosts.ts';
import type { Play } from './play.ts';
import { startNginx } from './servers.ts';
import { fill, onHttps, toHttps } from './sites.ts';

const SECONDS = 90 * 86_400;

export const nameUncovered: Play = async (texts) => {
  const server = await startNginx([DOMAIN], (at) => [
    toHttps(at, `${DOMAIN} ${WWW}`),
    onHttps(at, WWW, `return 301 https://${DOMAIN}$request_uri; ${at.headers}`),
    onHttps(at, DOMAIN, `root ${at.folder}/dist; ${at.headers}`),
  ]);
  await fill(server);
  if (!texts) return { ...site(server.place), stop: server.stop };
  const { folder, http, https } = server.place;
  const pebble = await startPebble(SECONDS, join(folder, 'pebble'), localCa().root);
  try {
    // As on a machine whose administrator has told certbot who they are, and where their nginx has its ports and files.
    const known = {
      server: pebble.directory,
      'no-verify-ssl': 'true',
      'non-interactive': 'true',
      // Without a terminal it would wait for minutes before it renews.
      'no-random-sleep-on-renew': 'true',
      'agree-tos': 'true',
      'register-unsafely-without-email': 'true',
      'nginx-server-root': folder,
      'http-01-port': String(http),
      'https-port': String(https),
      'config-dir': join(folder, 'certbot'),
      'work-dir': join(folder, 'certbot-work'),
      'logs-dir': join(folder, 'certbot-logs'),
    };
    const file = join(folder, 'cli.ini');
    await writeFile(
      file,
      Object.entries(known)
        .map(([name, value]) => `${name} = ${value}\n`)
        .join(''),
    );
    await runText(texts.of(`edge/certificate:wrong-name@${WWW}`), { sudo: 'exec "$@"', certbot: `exec /usr/bin/certbot -c ${file} "$@"` }, {}, folder, 180_000);
  } finally {
    await pebble.stop();
  }
  return { ...site(server.place), trust: [pebble.root], stop: server.stop };
};
