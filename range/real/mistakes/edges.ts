/* Mistakes between an edge network and the server behind it: 2 and 19. nginx plays both; what is set at Cloudflare is read from, and written to, its API. */
import { declaring, fewHostsBut } from '../../faults/change.ts';
import { withRecords } from '../../faults/dns.ts';
import { atCloudflare, GOOD_ZONE } from '../../faults/cloudflare.ts';
import { keepsPosts, owned, withHost } from '../../faults/web.ts';
import { CLOUDFLARE_EDIT_TOKEN, type CloudflareZone, startCloudflare } from '../../cloudflare.ts';
import { DOMAIN } from '../../healthy.ts';
import { runText } from '../shell.ts';
import { APP, appAt, site, WWW } from './hosts.ts';
import type { Play, Texts } from './play.ts';
import { FIREWALL, type Place, startNginx } from './servers.ts';
import { fill, onHttps, toHttps } from './sites.ts';

/** What becomes of a zone by our text, run in a shell with a token that may edit it. */
async function edited(zone: CloudflareZone, text: string): Promise<CloudflareZone> {
  const api = await startCloudflare({ zones: [zone] });
  try {
    const curl = `exec /usr/bin/curl --fail-with-body -s "\${@//https:\\/\\/api.cloudflare.com/http://${api.at}}"`;
    await runText(text, { curl }, { CLOUDFLARE_API_TOKEN: CLOUDFLARE_EDIT_TOKEN, ZONE_ID: zone.id });
    return api.account().zones[0] ?? zone;
  } finally {
    await api.stop();
  }
}

const CF = 'add_header cf-ray 8f00000000000001-FRA always;';
const STATIC = (at: Place): string => `root ${at.folder}/dist; ${at.headers}`;

/** Cloudflare before a server that sends everything on plain HTTP to HTTPS. How it asks the server is what the zone says. */
export const flexible: Play = async (texts) => {
  const broken = { ...GOOD_ZONE, settings: { ...GOOD_ZONE.settings, ssl: 'flexible' } };
  const zone = texts ? await edited(broken, texts.of('domain/redirect-loop:loop')) : broken;
  const origin = await startNginx([DOMAIN, WWW], (at) => [
    toHttps(at, `${DOMAIN} ${WWW}`),
    onHttps(at, WWW, `return 301 https://${DOMAIN}$request_uri; ${at.headers}`),
    onHttps(at, DOMAIN, STATIC(at)),
  ]);
  await fill(origin);
  const asks = zone.settings['ssl'] === 'flexible' ? `http://127.0.0.1:${origin.place.http}` : `https://127.0.0.1:${origin.place.https}`;
  const edge = await startNginx([DOMAIN, WWW], (at) => [
    toHttps(at, `${DOMAIN} ${WWW}`),
    onHttps(at, `${DOMAIN} ${WWW}`, `${CF} location / { proxy_pass ${asks}; proxy_ssl_server_name on; proxy_ssl_name $host; proxy_redirect off; }`),
  ]);
  return { ...site(edge.place, atCloudflare(zone)), stop: async () => void (await Promise.all([edge.stop(), origin.stop()])) };
};

/** Bot Fight Mode before the webhook of a payment service. */
export const botsFought: Play = async (texts) => {
  const broken = { ...GOOD_ZONE, bots: { ...GOOD_ZONE.bots, fight_mode: true } };
  const zone = texts ? await edited(broken, texts.of('edge/cloudflare-bots:fight-mode')) : broken;
  const challenge = 'if ($http_user_agent ~* "stripe|github|curl|python|node|uptime|pingdom|statuscake|datadog") { return 403; } error_page 403 @challenge;';
  const edge = await startNginx([APP], (at) => [
    toHttps(at, APP),
    'limit_req_zone $binary_remote_addr zone=hooks:1m rate=60r/m;',
    onHttps(
      at,
      APP,
      [
        `${STATIC(at)} ${CF} ${FIREWALL}`,
        zone.bots['fight_mode'] === true ? challenge : '',
        'location @challenge { internal; add_header cf-mitigated challenge always; add_header cf-ray 8f00000000000001-FRA always; default_type text/html; return 403 "<title>Just a moment...</title>"; }',
        'location = /api/stripe { limit_req zone=hooks burst=15 nodelay; limit_req_status 429; error_page 429 @slow; if ($request_method = POST) { return 401; } return 405; }',
        'location @slow { add_header Retry-After 60 always; return 429; }',
      ].join('\n'),
    ),
  ]);
  await fill(edge);
  const endpoints = [{ url: `https://${APP}/api/stripe`, is: 'webhook' as const, method: 'POST' as const, headers: {} }];
  return { ...appAt(edge.place, atCloudflare(zone), owned('app'), declaring({ endpoints, active: true }), keepsPosts('app')), stop: edge.stop };
};

const BEHIND = '198.51.100.20';
/** The one address from which the edge asks. */
const EDGE_RANGE = '127.0.0.2/32';

/** The rules of the firewall as nginx has them, in their order; nothing without our text. */
async function firewall(texts: Texts | undefined): Promise<string> {
  if (!texts) return '';
  const standIns = {
    sudo: 'exec "$@"',
    curl: `[[ "$*" == *ips-v4* ]] && echo ${EDGE_RANGE} || echo 2400:cb00::/32`,
    ufw: 'echo "ufw $*"',
  };
  const rules = (await runText(texts.of('edge/origin:reachable'), standIns)).split('\n');
  if (!rules.includes('ufw enable')) throw new Error('the firewall was never switched on');
  return rules
    .flatMap((rule) => /^ufw allow proto tcp from (\S+) to any port 80,443$/.exec(rule)?.[1] ?? (rule === 'ufw deny 443/tcp' ? ['all'] : []))
    .map((from) => (from === 'all' ? 'deny all;' : `allow ${from};`))
    .join(' ');
}

/** A server that answers everybody who knows its address, which a forgotten record tells. */
export const roundTheEdge: Play = async (texts) => {
  const rules = await firewall(texts);
  const origin = await startNginx([APP, `direct.${DOMAIN}`], (at) => [
    toHttps(at, `${APP} direct.${DOMAIN}`),
    onHttps(at, `${APP} direct.${DOMAIN}`, `${STATIC(at)} ${rules}`),
  ]);
  await fill(origin);
  const edge = await startNginx([APP], (at) => [
    toHttps(at, APP),
    onHttps(
      at,
      APP,
      `${CF} location / { proxy_pass https://127.0.0.1:${origin.place.https}; proxy_bind 127.0.0.2; proxy_ssl_server_name on; proxy_ssl_name $host; }`,
    ),
  ]);
  const { spec, routes } = appAt(edge.place, withHost('direct', 'other'), withRecords(['direct', 'A', BEHIND]));
  const hosts = [...(fewHostsBut(['app']).intent.hosts ?? []), { name: `direct.${DOMAIN}`, purpose: 'other' as const, declared: true }];
  return {
    spec: declaring({ owned: [DOMAIN], hosts })(spec),
    routes: { ...routes, [`${BEHIND}:443`]: `127.0.0.1:${origin.place.https}`, [`${BEHIND}:80`]: `127.0.0.1:${origin.place.http}` },
    stop: async () => void (await Promise.all([edge.stop(), origin.stop()])),
  };
};
