import type { RedirectWalk } from '../../evidence/edge/http.ts';
import { parseSetCookie } from '../../formats/set-cookie.ts';
import { type Stack, stackOf } from '../edge/stack.ts';
import type { Remedy } from '../../model/fix.ts';
import { loopRemedy } from '../edge/redirect-remedies.ts';
import { headerOf, stepsOf } from '../edge/edge-facts.ts';

/** Why a walk never ends, as far as its own answers show it. */
export type LoopCause = 'edge-asks-in-clear' | 'scheme-untrusted' | 'two-hosts' | 'cookie-refused' | 'grows' | 'unclear';

const WORDS: Readonly<Record<LoopCause, string>> = {
  'edge-asks-in-clear': 'the edge network asks your server over plain HTTP, and your server sends it back to HTTPS',
  'scheme-untrusted': 'what stands behind the proxy takes every visit for plain HTTP and sends it to HTTPS again',
  'two-hosts': 'two settings send visitors to each other',
  'cookie-refused': 'the sign-in sets a cookie that browsers refuse, so that every visit is taken for the first one',
  grows: 'every redirect hands on the whole address before it',
  unclear: 'the answers do not show why',
};
export const causeInWords = (cause: LoopCause): string => WORDS[cause];

/** What the answers of an endless walk show about its cause. The walk kept cookies as a browser does, so a loop here is one for visitors too. */
export function causeOf(walk: RedirectWalk, platforms: readonly string[]): LoopCause {
  const steps = stepsOf(walk);
  const looped = steps.slice(
    Math.max(
      0,
      steps.findIndex(({ from }) => from.url === walk.next),
    ),
  );
  if (walk.end === 'too-many' && (walk.next?.length ?? 0) > (walk.hops[0]?.url.length ?? 0) * 2 + 40) return 'grows';
  if (walk.hops.some(({ headers, host, scheme }) => headers.some(({ name, value }) => name === 'set-cookie' && isRefused(value, host, scheme))))
    return 'cookie-refused';
  if (new Set(looped.map(({ to }) => to.hostname)).size > 1) return 'two-hosts';
  const toHttps = looped.some(({ from, to }) => to.protocol === 'https:' && from.scheme === 'https' && to.pathname === URL.parse(from.url)?.pathname);
  const backAndForth = looped.some(({ to }) => to.protocol === 'http:') && looped.some(({ to }) => to.protocol === 'https:');
  if (toHttps) return platforms.includes('cloudflare') || isCloudflare(walk) ? 'edge-asks-in-clear' : 'scheme-untrusted';
  return backAndForth ? 'two-hosts' : 'unclear';
}

function isCloudflare({ hops }: RedirectWalk): boolean {
  return hops.some((hop) => headerOf(hop, 'cf-ray') !== undefined || headerOf(hop, 'server')?.toLowerCase() === 'cloudflare');
}

/** RFC 6265 §5.3: a foreign Domain is refused, and Secure does not travel over plain HTTP. `line` has no value in it, so a length cannot be judged. */
function isRefused(line: string, host: string, scheme: 'http' | 'https'): boolean {
  const cookie = parseSetCookie(line);
  if (!cookie) return false;
  const foreign = cookie.domain !== undefined && host !== cookie.domain && !host.endsWith(`.${cookie.domain}`);
  const prefixed = cookie.name.startsWith('__Host-') && (!cookie.secure || cookie.domain !== undefined || cookie.path !== '/');
  return foreign || prefixed || (cookie.secure && scheme === 'http');
}

/** The repair for a cause. */
export function causeRemedy(cause: LoopCause, platforms: readonly string[], zoneId?: string): Remedy {
  const stack: Stack = cause === 'edge-asks-in-clear' ? 'cloudflare' : stackOf(platforms);
  if (cause === 'cookie-refused') {
    return {
      steps: [
        'Set the session cookie for the host that answers: leave "Domain" out, or use the domain that the host belongs to.',
        'A cookie with "Secure" must be set over HTTPS only; one whose name begins with "__Host-" needs Secure, Path=/ and no Domain.',
      ],
      snippet: { language: 'text', text: 'Set-Cookie: __Host-session=…; Path=/; Secure; HttpOnly; SameSite=Lax', where: 'what the sign-in must answer' },
    };
  }
  if (cause === 'two-hosts')
    return {
      steps: [
        'Look at both places named in the proof: the domain settings of the hosting, and the web server or application.',
        'Choose one main address, let only the other form redirect to it, and take the second redirect away.',
      ],
    };
  if (cause === 'grows')
    return {
      steps: ['Let the sign-in redirect carry only the path of the first page asked for ("next=/path"), never an address that already holds a "next".'],
    };
  return loopRemedy(cause === 'scheme-untrusted' && stack === 'cloudflare' ? 'unknown' : stack, zoneId);
}
