import { randomUUID } from 'node:crypto';
import { page } from '../healthy.ts';
import type { WebApp } from '../site.ts';

/** What can be wrong with an application as caches see it. */
export interface AccountApp {
  /** Of the account page; default: private, no-store. */
  readonly account?: string;
  /** Of the front page. */
  readonly front?: string;
  /** Serves the account page at every address that begins like it. */
  readonly lax?: boolean;
  /** Every new visitor gets a cookie. */
  readonly cookie?: string;
  /** Builds addresses from this header (lower case). */
  readonly believes?: string;
  /** Sends visitors who, by X-Forwarded-Proto, came over HTTP to HTTPS. */
  readonly redirects?: boolean;
  /** Has an inner format that the header RSC asks for. */
  readonly rsc?: boolean;
  /** Every page has a word by chance in it. */
  readonly nonces?: boolean;
  /** Serves the front page at every address. */
  readonly catchAll?: boolean;
}

const HTML = 'text/html; charset=utf-8';

/** A front page, a script, and an account page that knows its visitors by the cookie `visitor`. */
export function accountApp(how: AccountApp = {}): WebApp {
  let visitors = 0;
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://inside.invalid');
    const header = (name: string): string => String(request.headers[name] ?? '');
    if (how.redirects && header('x-forwarded-proto') === 'http') {
      return void response.writeHead(301, { location: `https://${header('host')}${request.url}`, 'cache-control': how.front ?? 'no-cache' }).end();
    }
    if (pathname === '/app-4f9d2c81.js') {
      return void response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=31536000, immutable' }).end('/* acme */');
    }
    const isAccount = how.lax ? decodeURIComponent(pathname).startsWith('/account') : pathname === '/account';
    if (isAccount) {
      const name = /visitor=(\w+)/.exec(header('cookie'))?.[1];
      if (name === undefined) return void response.writeHead(302, { location: '/login', 'cache-control': 'no-store' }).end();
      return void response.writeHead(200, { 'content-type': HTML, 'cache-control': how.account ?? 'private, no-store' }).end(page(`Hello ${name}`));
    }
    if (pathname === '/login') return void response.writeHead(200, { 'content-type': HTML, 'cache-control': 'no-store' }).end(page('Log in'));
    if (pathname === '/style.css')
      return void response.writeHead(200, { 'content-type': 'text/css', 'cache-control': 'public, max-age=600' }).end('h1{color:#123}');
    if (pathname !== '/' && !how.catchAll) return void response.writeHead(404, { 'content-type': HTML, 'cache-control': 'no-store' }).end(page('Not found'));
    if (how.cookie !== undefined)
      response.setHeader('set-cookie', `${how.cookie}=visit-${String(++visitors).padStart(8, '0')}; Path=/; Secure; HttpOnly; SameSite=Lax`);
    response.setHeader('cache-control', how.front ?? 'no-cache');
    if (how.rsc && header('rsc') === '1') return void response.writeHead(200, { 'content-type': 'text/x-component' }).end('0:["$","h1",null,{}]');
    const host = how.believes !== undefined && header(how.believes) !== '' ? header(how.believes).replace(/^host=/, '') : 'app.acme.example';
    response
      .writeHead(200, { 'content-type': HTML })
      .end(
        page(
          'Acme',
          `${how.nonces ? `<i nonce="${randomUUID()}"></i>` : ''}<a href="https://${host}/account">account</a><script src="/app-4f9d2c81.js"></script>`,
        ),
      );
  };
}
