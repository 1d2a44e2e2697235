/* Real proxies in front of the application: what they do to chats, caches and limits, before and after the fix that we print. */
import { describe, expect, test } from 'vitest';
import type { EndpointKind, Intent } from '../../src/model/intent.ts';
import { type AccountApp, accountApp } from '../apps/account.ts';
import { chatApp } from '../apps/chat.ts';
import { limiting, posted } from '../apps/limits.ts';
import { appBut, declaring } from '../faults/change.ts';
import { everything, keepsPosts } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import { differences, runScenario } from '../scenario.ts';
import type { WebApp } from '../site.ts';
import { startWorld } from '../world.ts';
import { type EdgeProgram, startEdge } from './edges.ts';

const APP = `app.${DOMAIN}`;
const endpoint = (is: EndpointKind, path: string, method: 'GET' | 'POST') => ({ url: `https://${APP}${path}`, is, method, headers: {} });
const CHAT: Partial<Intent> = { owned: [APP], active: true, endpoints: [endpoint('chat', '/api/chat', 'POST')] };
const LOGIN: Partial<Intent> = { owned: [APP], active: true, endpoints: [endpoint('login', '/api/login', 'POST')] };
const ACCOUNT: Partial<Intent> = {
  owned: [APP],
  sessions: [{ name: 'user', role: 'user', host: APP, header: 'cookie', valueEnv: 'RANGE_USER' }],
  endpoints: [endpoint('page', '/account', 'GET')],
};

/** The application: a chat with a limit, a login without one, and the rest as it is told. */
function app(how: AccountApp = {}): WebApp {
  const routes: Readonly<Record<string, WebApp>> = { '/api/chat': limiting(chatApp(), { most: 6 }), '/api/login': posted(401) };
  const rest = accountApp(how);
  return (request, response) => (routes[request.url?.split('?')[0] ?? ''] ?? rest)(request, response);
}

const OPEN: EdgeProgram = {
  program: 'nginx',
  location: ['proxy_http_version 1.1;', 'proxy_set_header Connection "";', 'proxy_buffering off;', 'gzip off;', 'proxy_read_timeout 300s;'],
};
/** A CDN as somebody sets it who wants everything to be quick. */
const KEEPS_FILES = [
  'location ~ \\.css$ {',
  'proxy_pass APP;',
  'proxy_cache files;',
  'proxy_cache_valid 200 60s;',
  'proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;',
  '}',
];
const LIMITED = (...set: readonly string[]): EdgeProgram => ({
  program: 'haproxy',
  frontend: [
    'stick-table type string len 64 size 1k expire 60s store http_req_rate(60s)',
    'http-request set-var(txn.client) src',
    ...set,
    'http-request track-sc0 var(txn.client) if { method POST }',
    'http-request deny deny_status 429 hdr Retry-After 60 if { method POST } { sc_http_req_rate(0) gt 10 }',
  ],
});

interface Case {
  readonly name: string;
  readonly edge: EdgeProgram;
  readonly how?: AccountApp;
  readonly intent: Partial<Intent>;
  readonly finds: readonly string[];
  readonly also?: readonly string[];
}
const CASES: readonly Case[] = [
  { name: 'nginx holds the chat back by default', edge: { program: 'nginx' }, intent: CHAT, finds: [`edge/chat-stream:buffered@${APP}`] },
  { name: 'nginx with our fix does not', edge: OPEN, intent: CHAT, finds: [] },
  {
    name: 'nginx packs the chat',
    edge: {
      program: 'nginx',
      http: ['gzip on;', 'gzip_types text/event-stream;', 'gzip_proxied any;', 'gzip_min_length 0;'],
      location: ['proxy_http_version 1.1;'],
    },
    intent: CHAT,
    finds: [`edge/chat-stream:held-by-compression@${APP}`],
  },
  { name: 'Caddy streams, packing pages', edge: { program: 'caddy', site: ['encode gzip'] }, intent: CHAT, finds: [] },
  { name: 'HAProxy streams', edge: { program: 'haproxy', frontend: [] }, intent: CHAT, finds: [] },
  {
    name: 'nginx keeps what looks like a file',
    edge: { program: 'nginx', more: KEEPS_FILES },
    how: { lax: true },
    intent: ACCOUNT,
    finds: [`edge/cache-leaks:deception@${APP}`],
  },
  {
    name: 'nginx keeps by folder, as our fix says',
    edge: { program: 'nginx', more: ['location /assets/ {', 'proxy_pass APP;', 'proxy_cache files;', 'proxy_cache_valid 200 60s;', '}'] },
    how: { lax: true },
    intent: ACCOUNT,
    finds: [],
  },
  {
    name: 'nginx keeps everything, cookies or not',
    edge: { program: 'nginx', location: ['proxy_cache files;', 'proxy_cache_valid 200 60s;', 'proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;'] },
    intent: ACCOUNT,
    finds: [`edge/cache-leaks:private-shared@${APP}`],
  },
  {
    name: 'nginx with our bypass',
    edge: {
      program: 'nginx',
      location: [
        'proxy_cache files;',
        'proxy_cache_valid 200 60s;',
        'proxy_cache_bypass $http_cookie $http_authorization;',
        'proxy_no_cache $http_cookie $http_authorization $upstream_http_set_cookie;',
      ],
    },
    intent: ACCOUNT,
    finds: [],
  },
  {
    name: 'Varnish keeps everything',
    edge: {
      program: 'varnish',
      vcl: ['sub vcl_recv { return (hash); }', 'sub vcl_backend_response { set beresp.ttl = 60s; set beresp.uncacheable = false; return (deliver); }'],
    },
    intent: ACCOUNT,
    finds: [`edge/cache-leaks:private-shared@${APP}`],
  },
  { name: 'Varnish as it comes', edge: { program: 'varnish', vcl: [] }, how: { front: 'public, max-age=60' }, intent: ACCOUNT, finds: [] },
  { name: 'HAProxy refuses by address', edge: LIMITED(), intent: LOGIN, finds: [] },
  {
    name: 'HAProxy believes a header',
    edge: LIMITED('http-request set-var(txn.client) hdr(x-real-ip) if { hdr(x-real-ip) -m found }'),
    intent: LOGIN,
    finds: [`edge/rate-limit:spoofable@${APP}`],
  },
  {
    name: 'nginx with a limit as it comes',
    edge: {
      program: 'nginx',
      http: ['limit_req_zone $binary_remote_addr zone=login:10m rate=10r/m;'],
      more: ['location /api/login {', 'limit_req zone=login burst=20 nodelay;', 'proxy_pass APP;', '}'],
    },
    intent: LOGIN,
    finds: [],
    also: [`edge/rate-limit:wrong-status@${APP}`],
  },
  {
    name: 'nginx with our limit',
    edge: {
      program: 'nginx',
      http: ['limit_req_zone $binary_remote_addr zone=login:10m rate=10r/m;', 'limit_req_status 429;'],
      more: [
        'location /api/login {',
        'limit_req zone=login burst=5 nodelay;',
        'proxy_pass APP;',
        '}',
        'error_page 429 = @slow;',
        'location @slow { add_header Retry-After 60 always; return 429; }',
      ],
    },
    intent: LOGIN,
    finds: [],
  },
];

describe('real proxies', () => {
  test.each(CASES)('$name', async ({ edge, how, intent, ...expected }) => {
    const running = await startEdge(app(how), edge);
    try {
      const world = appBut(keepsPosts('app'), everything('app', 'https', { proxy: running.at }), declaring(intent));
      const { assessment } = await runScenario(world, startWorld);
      expect(differences({ ...expected, world }, assessment)).toEqual([]);
    } finally {
      await running.stop();
    }
  });
});
