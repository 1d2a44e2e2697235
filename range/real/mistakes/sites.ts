/* Mistakes that a web server makes by how it is set up: 1, 3, 5 to 9. nginx of Debian, our own text in its configuration. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fewHostsBut } from '../../faults/change.ts';
import { plainHttpServes, portIs, withoutEdge } from '../../faults/web.ts';
import { DOMAIN, page } from '../../healthy.ts';
import { runText } from '../shell.ts';
import { appAt, APP, site, WWW } from './hosts.ts';
import type { Play, Stage, Texts } from './play.ts';
import { moved, type Place, type Server, startNginx } from './servers.ts';

const onHttp = ({ http }: Place, names: string, lines: string): string => `server { listen 127.0.0.1:${http}; server_name ${names}; ${lines}\n}`;
export const onHttps = ({ https, tls }: Place, names: string, lines: string): string =>
  `server { listen 127.0.0.1:${https} ssl; ${tls} server_name ${names}; ${lines}\n}`;
export const toHttps = (at: Place, names: string): string => onHttp(at, names, 'return 301 https://$host$request_uri;');
const wwwToDomain = (at: Place): string => onHttps(at, WWW, `return 301 https://${DOMAIN}$request_uri; ${at.headers}`);
const LONG = 'add_header Cache-Control "public, max-age=31536000, immutable";';
/** The pages. `lines`: what stands in the server block beside its folder. */
const pages = (at: Place, lines: string, names = DOMAIN): string => onHttps(at, names, `root ${at.folder}/dist; ${lines}`);
const good = (at: Place): string => `${at.headers} location /assets/ { ${at.headers} ${LONG} }`;

const SCRIPT = '/assets/index-BQ8xh2Kd.js';
const FILES: Readonly<Record<string, string>> = {
  'index.html': page('Acme', `<script src="${SCRIPT}"></script>`),
  'style.css': 'h1{color:#123}',
  [SCRIPT]: 'console.log(1);\n',
};
export async function fill({ place }: Server, files: Readonly<Record<string, string>> = FILES): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(place.folder, 'dist', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A site on nginx whose servers are these. */
const onNginx =
  (servers: (at: Place, texts: Texts | undefined) => readonly string[], stage: (server: Server) => Omit<Stage, 'stop'> = ({ place }) => site(place)): Play =>
  async (texts) => {
    const server = await startNginx([DOMAIN, WWW], (at) => ['gzip on; gzip_types text/css application/javascript;', ...servers(at, texts)]);
    await fill(server);
    return { ...stage(server), stop: server.stop };
  };
/** One file of headers, included where it must be. */
const withHeaders = (before: string, repaired: (texts: Texts) => string, stage?: (server: Server) => Omit<Stage, 'stop'>): Play =>
  onNginx(
    (at, texts) => [
      toHttps(at, `${DOMAIN} ${WWW}`),
      wwwToDomain(at),
      texts ? pages(at, `${repaired(texts)} location /assets/ { ${repaired(texts)} ${LONG} }`) : pages(at, `${before} location /assets/ { ${before} ${LONG} }`),
    ],
    stage,
  );

export const pathLost = onNginx((at, texts) => [
  texts ? moved(texts.of('domain/redirect-keeps-path:path-lost'), at) : onHttp(at, DOMAIN, 'return 302 https://$host/;'),
  toHttps(at, WWW),
  wwwToDomain(at),
  pages(at, good(at)),
]);

export const bothServe = onNginx((at, texts) => [
  toHttps(at, `${DOMAIN} ${WWW}`),
  ...(texts ? [moved(texts.of('domain/canonical-host:both-serve'), at)] : []),
  pages(at, good(at), texts ? DOMAIN : `${DOMAIN} ${WWW}`),
]);

export const chainCut = onNginx((at, texts) => {
  const line = texts ? moved(texts.of('edge/certificate:incomplete-chain'), at) : `ssl_certificate ${at.folder}/letsencrypt/live/${DOMAIN}/cert.pem;`;
  const cut = { ...at, tls: at.tls.replace(/ssl_certificate [^;]+;/, line) };
  return [toHttps(at, `${DOMAIN} ${WWW}`), wwwToDomain(cut), pages(cut, good(at))];
});

export const renewalClosed: Play = async (texts) => {
  const wall = 'auth_basic "staff"; auth_basic_user_file /dev/null; location / { try_files /none =404; }';
  const server = await startNginx([APP], (at) => [onHttp(at, APP, `${wall}\n${texts?.of('edge/renewal-path:closed') ?? ''}`), pages(at, at.headers, APP)]);
  await fill(server);
  return { ...appAt(server.place), stop: server.stop };
};

export const notInherited = onNginx((at, texts) => {
  // The text is the content of the file that both include.
  const file = texts ? texts.all() : '';
  return [
    toHttps(at, `${DOMAIN} ${WWW}`),
    wwwToDomain(at),
    texts ? pages(at, `${file} location /assets/ { ${file} ${LONG} }`) : pages(at, `${at.headers} location /assets/ { ${LONG} }`),
  ];
});

const BARE =
  'add_header strict-transport-security "max-age=31536000"; add_header content-security-policy "default-src \'self\'; frame-ancestors \'none\'"; add_header x-content-type-options nosniff; add_header referrer-policy no-referrer;';
export const notAlways = withHeaders(BARE, (texts) => texts.all());

const OTHERS =
  'add_header content-security-policy "frame-ancestors \'none\'" always; add_header x-content-type-options nosniff always; add_header referrer-policy no-referrer always;';
const hsts = (value: string): string => `add_header strict-transport-security "${value}" always; ${OTHERS}`;
export const hstsMissing = withHeaders(OTHERS, (texts) => `${texts.of('edge/hsts:missing')} ${OTHERS}`);
export const hstsShort = withHeaders(hsts('max-age=300'), (texts) => `${texts.of('edge/hsts:short')} ${OTHERS}`);
/** "includeSubDomains", while the status page has no HTTPS. */
export const hstsBreaksSibling = withHeaders(
  hsts('max-age=31536000; includeSubDomains'),
  (texts) => `${texts.of('edge/hsts-domain:breaks-sibling')} ${OTHERS}`,
  ({ place }) => {
    const { routes } = site(place);
    return { spec: fewHostsBut(['status'], plainHttpServes('status'), withoutEdge('status'), portIs('status', 'https', 'refused')), routes };
  },
);

/** A site whose own code is the mistake: our text is run in its folder, which is a repository, and what comes of it is served. */
const withCode =
  (files: Readonly<Record<string, string>>, finding: string): Play =>
  async (texts) => {
    const server = await startNginx([DOMAIN, WWW], (at) => [toHttps(at, `${DOMAIN} ${WWW}`), wwwToDomain(at), pages(at, good(at))]);
    await fill(server, { ...FILES, ...files });
    if (texts) await runText(`git init -q . && git add -A\n${texts.of(finding)}`, {}, {}, join(server.place.folder, 'dist'));
    return { ...site(server.place), stop: server.stop };
  };
const CHAT_FILE = '/assets/chat-4f9d2c81.js';
export const mixedContent = withCode(
  { 'index.html': page('Acme', `<script src="http://${DOMAIN}${SCRIPT}"></script><form action="http://${DOMAIN}/subscribe"></form>`) },
  'edge/mixed-content:active',
);
export const socketInClear = withCode(
  { 'index.html': page('Acme', `<script src="${CHAT_FILE}"></script>`), [CHAT_FILE]: `new WebSocket("ws://${DOMAIN}/live");\n` },
  'edge/code-addresses:in-clear',
);
/** A policy that forgets the API of the app itself. */
export const policyBlocks: Play = async (texts) => {
  const policy = `add_header content-security-policy "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'" always;`;
  const rest = OTHERS.slice(OTHERS.indexOf('add_header x-content'));
  const headers = `${texts?.of('edge/policy-blocks:own-parts') ?? policy} add_header strict-transport-security "max-age=31536000" always; ${rest}`;
  const server = await startNginx([DOMAIN, WWW], (at) => [
    toHttps(at, `${DOMAIN} ${WWW}`),
    wwwToDomain(at),
    pages(at, `${headers} location /assets/ { ${headers} ${LONG} }`),
  ]);
  await fill(server, {
    ...FILES,
    'index.html': page('Acme', `<script src="${CHAT_FILE}"></script>`),
    [CHAT_FILE]: `fetch("https://api.${DOMAIN}/v1/chat");new WebSocket("wss://api.${DOMAIN}/live");\n`,
  });
  return { ...site(server.place), stop: server.stop };
};
