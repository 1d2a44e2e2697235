import { encryptedRemedy } from '../src/checks/edge/address-remedies.ts';
import { deceptionRemedy, headerRemedy, payloadRemedy, privateRemedy } from '../src/checks/edge/cache-remedies.ts';
import { coverRemedy, fullChainRemedy, issueRemedy, revokedRemedy } from '../src/checks/edge/certificate-remedies.ts';
import { unbufferRemedy, uncompressRemedy } from '../src/checks/edge/chat-stream-remedies.ts';
import { fightModeRemedy, managedRulesRemedy, settingRemedy } from '../src/checks/edge/cloudflare-remedies.ts';
import { sessionCookieRemedy } from '../src/checks/edge/cookie-remedies.ts';
import { corsRemedy, varyRemedy } from '../src/checks/edge/cors-remedies.ts';
import { letInRemedy, wafRemedy } from '../src/checks/edge/edge-access-remedies.ts';
import { cacheRemedy, compressionRemedy, headersRemedy } from '../src/checks/edge/header-remedies.ts';
import { clientRemedy, limitRemedy } from '../src/checks/edge/rate-limit-remedies.ts';
import { forceHttpsRemedy, hostRedirectRemedy, loopRemedy } from '../src/checks/edge/redirect-remedies.ts';
import { openPathRemedy } from '../src/checks/edge/renewal-facts.ts';
import type { Stack } from '../src/checks/edge/stack.ts';
import { primeRemedy, protocolRemedy, suiteRemedy } from '../src/checks/edge/tls-remedies.ts';
import type { Remedy } from '../src/model/fix.ts';
import { quote } from '../src/model/text.ts';
import { DOMAIN } from './healthy.ts';

const STACKS: readonly Stack[] = ['cloudflare', 'vercel', 'netlify', 'nginx', 'caddy', 'apache', 'next', 'express', 'hono', 'fastify', 'unknown'];
const HEADERS = [
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'"],
] as const;
const ZONE = '1'.repeat(32);
const WWW = `www.${DOMAIN}`;
const ROUTE = { url: quote(`https://${DOMAIN}/api/login`), is: 'login' as const };

/** The fixes that depend on the stack, by what they do. */
const REMEDIES: Readonly<Record<string, (stack: Stack) => Remedy>> = {
  headers: (stack) => headersRemedy(stack, HEADERS),
  'long life': (stack) => cacheRemedy(stack, '/assets/'),
  compression: compressionRemedy,
  'to HTTPS': (stack) => forceHttpsRemedy(stack, DOMAIN, ZONE),
  'to one host': (stack) => hostRedirectRemedy(stack, WWW, DOMAIN),
  loop: (stack) => loopRemedy(stack, ZONE),
  private: (stack) => privateRemedy(stack, '/account'),
  deception: deceptionRemedy,
  'a header nobody may send': (stack) => headerRemedy(stack, 'x-forwarded-host'),
  payload: () => payloadRemedy(),
  stream: (stack) => unbufferRemedy(stack, '/api/chat'),
  'unpacked stream': (stack) => uncompressRemedy(stack, '/api/chat'),
  limit: (stack) => limitRemedy(stack, ROUTE),
  'limit by client': (stack) => clientRemedy(stack, 'x-forwarded-for'),
  cors: (stack) => corsRemedy(stack, [`https://${DOMAIN}`, `https://app.${DOMAIN}`]),
  vary: varyRemedy,
  cookie: (stack) => sessionCookieRemedy(stack, ['Set Secure.'], 'sid'),
  firewall: wafRemedy,
  'let in': (stack) => letInRemedy(stack, `https://${DOMAIN}/api/stripe`),
  certificate: (stack) => issueRemedy(stack, [DOMAIN, WWW]),
  'certificate for one more': (stack) => coverRemedy(stack, WWW, [DOMAIN], DOMAIN),
  'revoked certificate': (stack) => revokedRemedy(stack, DOMAIN),
  chain: () => fullChainRemedy(DOMAIN),
  challenge: openPathRemedy,
  protocols: (stack) => protocolRemedy(stack, ZONE),
  suites: suiteRemedy,
  prime: primeRemedy,
  addresses: () => encryptedRemedy(['Write https.'], [`http://cdn.${DOMAIN}`, `ws://${DOMAIN}`]),
  setting: () => settingRemedy(['Set it.'], ZONE, 'ssl', 'strict'),
  bots: () => fightModeRemedy(ZONE),
  'managed rules': () => managedRulesRemedy(ZONE, true),
};

export interface FixText {
  readonly of: string;
  readonly stack: Stack;
  readonly language: string;
  readonly text: string;
  readonly where: string;
}
/** Every text, once. */
export function fixTexts(): FixText[] {
  const all = Object.entries(REMEDIES).flatMap(([of, remedy]) =>
    STACKS.flatMap((stack): FixText[] => {
      const { snippet } = remedy(stack);
      return snippet ? [{ of, stack, ...snippet }] : [];
    }),
  );
  return all.filter((one, at) => all.findIndex(({ of, text, where }) => of === one.of && text === one.text && where === one.where) === at);
}
