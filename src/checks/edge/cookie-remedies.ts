import type { Remedy } from '../../model/fix.ts';
import { forStack, type Stack } from './stack.ts';

type Snippet = NonNullable<Remedy['snippet']>;
const ts = (text: string, where: string): Snippet => ({ language: 'ts', text, where });
/** Names that stand in a configuration as they are. */
const PLAIN = /^[\w.-]{1,64}$/;
const FLAGS = "{ path: '/', secure: true, httpOnly: true, sameSite: 'lax' }";

/** Sets the session cookie so that only HTTPS carries it and no script reads it. */
export function sessionCookieRemedy(stack: Stack, steps: readonly string[], cookie: string): Remedy {
  const name = PLAIN.test(cookie) ? cookie : 'session';
  return forStack(stack, {
    express: {
      steps,
      snippet: ts(
        [
          "app.set('trust proxy', 1); // behind a proxy: without it Express takes every visit for plain HTTP, and sets no cookie at all",
          'app.use(session({',
          `  name: '${name}', secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false,`,
          `  cookie: ${FLAGS},`,
          '}));',
        ].join('\n'),
        'in place of app.use(session({ … })) (express-session); keep your own store. A cookie that you set yourself: the same as third argument of res.cookie()',
      ),
    },
    next: {
      steps,
      snippet: ts(
        `import { cookies } from 'next/headers';\n(await cookies()).set('${name}', token, ${FLAGS});`,
        'where the session is set; Auth.js and most others do it by themselves once NEXTAUTH_URL or AUTH_URL begins with https://',
      ),
    },
    hono: { steps, snippet: ts(`import { setCookie } from 'hono/cookie';\nsetCookie(c, '${name}', token, ${FLAGS});`, 'where the session is set') },
    fastify: { steps, snippet: ts(`reply.setCookie('${name}', token, ${FLAGS});`, 'where the session is set (@fastify/cookie, @fastify/session: cookie)') },
    nginx: {
      steps: [...steps, 'Best where the app sets it; where you cannot change the app, nginx does it on the way out (1.19.3 and later).'],
      snippet: {
        language: 'nginx',
        text: `proxy_cookie_flags ${name} secure httponly samesite=lax;`,
        where: 'the location that passes requests to the application',
      },
    },
    otherwise: {
      steps,
      snippet: {
        language: 'text',
        text: `Set-Cookie: ${name}=…; Path=/; Secure; HttpOnly; SameSite=Lax`,
        where: 'what the answer must say where the app sets its session',
      },
    },
  });
}
