import type { CorsAnswer, CorsRoute } from '../../evidence/edge/cors.ts';
import { parseCacheControl } from '../../formats/cache-control.ts';
import { type Quoted, quote } from '../../model/text.ts';

/** How a wrong origin got in, in words. */
export const WAYS_IN: Readonly<Record<string, string>> = {
  foreign: 'any website',
  null: 'any website that puts it into a sandboxed frame (Origin: null)',
  prefix: 'a website whose name begins like yours',
  suffix: 'a website whose name ends like yours',
  dot: 'a website whose name has another letter in place of a dot of yours',
  special: 'a website whose name begins like yours and goes on after an underscore',
  http: 'your own site over plain HTTP, which anybody in the same network can imitate',
  subdomain: 'every host below your domain',
};

/** The browser lets the page of this origin read the answer. */
export function letsRead({ allowOrigin, origin }: CorsAnswer): boolean {
  return allowOrigin !== null && (allowOrigin === '*' || allowOrigin === origin);
}

/** The same, made with the visitor's own login. `*` never counts there (Fetch §4.9). */
export function letsReadSignedIn({ allowOrigin, allowCredentials, origin }: CorsAnswer): boolean {
  return allowCredentials && allowOrigin === origin && origin !== '';
}

/** Why a page of a friend cannot use the route; nothing when it can. */
export function refusalOf(route: CorsRoute, answer: CorsAnswer): string | undefined {
  if (!letsRead(answer)) return answer.allowOrigin === null ? 'the answer does not name it' : `the answer names ${answer.allowOrigin} instead`;
  if (!answer.preflight) return undefined;
  const star = (list: string): boolean => list.trim() === '*' && !answer.allowCredentials;
  const has = (list: string | null, word: string): boolean =>
    list !== null &&
    (star(list) ||
      list
        .toLowerCase()
        .split(/\s*,\s*/)
        .includes(word));
  if (answer.status < 200 || answer.status > 299) return `the question before the request is answered ${answer.status}`;
  if (route.method !== 'POST' && !has(answer.allowMethods, route.method.toLowerCase())) return `${route.method} is not among the allowed methods`;
  return has(answer.allowHeaders, 'content-type') ? undefined : 'the header Content-Type is not allowed, without which no JSON can be sent';
}

/** What a cache between keeps of an answer that was made for another site: `asked` when the server asks for it, `left` when it leaves it to the cache. */
export function keptWithoutVary(route: CorsRoute): { readonly answer: CorsAnswer; readonly how: 'asked' | 'left' } | undefined {
  const depends = route.answers.some((one) => one.allowOrigin !== route.answers[0]?.allowOrigin);
  const answer = route.answers.find((one) => one.kind !== 'none' && !one.preflight && one.allowOrigin === one.origin && one.status < 300);
  if (!depends || !answer || /(^|[\s,])(origin|\*)($|[\s,])/i.test(answer.vary ?? '')) return undefined;
  const { directives, maxAge = 0, sharedMaxAge } = parseCacheControl(answer.cacheControl ?? '');
  if (['private', 'no-store', 'no-cache'].some((name) => directives.has(name))) return undefined;
  const fresh = sharedMaxAge ?? maxAge;
  return answer.cacheControl !== null && fresh === 0 && !directives.has('public') ? undefined : { answer, how: fresh > 0 ? 'asked' : 'left' };
}

/** One exchange in one line. */
export function corsLine(route: CorsRoute, answer: CorsAnswer): Quoted {
  const credentials = answer.allowCredentials ? ', Access-Control-Allow-Credentials: true' : '';
  const asked = `${answer.preflight ? `OPTIONS (for ${route.method})` : 'GET'} ${route.url} Origin: ${answer.origin}`;
  return quote(`${asked} -> ${answer.status} Access-Control-Allow-Origin: ${answer.allowOrigin ?? '(none)'}${credentials}`, 300);
}

/** The same for a person with a shell. */
export function corsCommand(route: CorsRoute, answer: CorsAnswer): string {
  const preflight = answer.preflight ? `-X OPTIONS -H 'Access-Control-Request-Method: ${route.method}' -H 'Access-Control-Request-Headers: content-type' ` : '';
  return `curl -si ${preflight}-H 'Origin: ${answer.origin}' '${route.url}' | grep -i '^access-control\\|^vary'`;
}
