import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { edgeAnswers, type SeenAnswer, type SeenCookie } from '../../evidence/edge/answers.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgeSession } from '../../evidence/edge/session.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { zoneOf } from '../domain/host-facts.ts';
import { sessionCookieRemedy } from './cookie-remedies.ts';
import { notForVisitors, softened } from './edge-facts.ts';
import { appStackOf } from './stack.ts';

const weak = { class: 'incident', impact: 'data', identity: ['cookie'], minutes: 15 } as const;
const WANTED = {
  language: 'text',
  text: 'Set-Cookie: __Host-session=…; Path=/; Secure; HttpOnly; SameSite=Lax',
  where: 'where the app sets its session',
} as const;
/** Libraries of the browser read these themselves. */
const FOR_SCRIPTS = /^sb-|csrf|xsrf/i;

/** Why browsers do not store it at all, RFC 6265bis §5.7; nothing when they do. */
function refusal({ name, domain, path, secure, sameSite, bytes }: SeenCookie, host: string): string | undefined {
  if (bytes > 4096) return `it is ${bytes} bytes long, 4096 is the most`;
  if (domain !== null && host !== domain && !host.endsWith(`.${domain}`)) return `it is set for ${domain}, which ${host} does not belong to`;
  if (/^__Secure-/i.test(name) && !secure) return 'a name that begins with __Secure- needs Secure';
  if (/^__Host-/i.test(name) && (!secure || domain !== null || path !== '/')) return 'a name that begins with __Host- needs Secure, Path=/ and no Domain';
  return sameSite === 'none' && !secure ? 'SameSite=None needs Secure' : undefined;
}

export const cookies = defineCheck({
  id: 'edge/cookies',
  rows: ['C2', 'C6'],
  stage: 'edge',
  about: 'host',
  title: 'The cookies that keep people logged in are protected',
  why: 'Whoever gets a session cookie is logged in as its owner: over a café network when it lacks Secure, by a script in the page when it lacks HttpOnly. A cookie that browsers refuse logs nobody in.',
  test: 'Log in at https://{subject}, press F12, Application → Cookies: Secure, HttpOnly and SameSite must be set',
  refs: ['RFC 6265 §5.3', 'RFC 6265bis §5.7'],
  needs: { answers: one(edgeAnswers, ['answers']), session: maybe(edgeSession, []), http: maybe(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    insecure: {
      says: 'The session cookie {cookie:outside} of {host:name} also travels unencrypted (no Secure)',
      ...weak,
      fails: ['C2'],
    },
    readable: {
      says: 'Scripts in the page of {host:name} can read the session cookie {cookie:outside} (no HttpOnly)',
      ...weak,
      fails: [],
    },
    refused: {
      says: 'Browsers refuse the cookie {cookie:outside} of {host:name}: {because:outside}',
      ...weak,
      impact: 'downtime',
      fails: ['C6'],
      fix: { steps: ['Correct the line in the proof.'], snippet: WANTED },
    },
    'cross-site': {
      says: 'The session cookie {cookie:outside} of {host:name} is sent along with requests from every other site (SameSite=None)',
      ...weak,
      class: 'later',
      fix: {
        steps: ['Use SameSite=Lax unless the app lives in a frame of other sites; then check the origin of every request that changes something.'],
        snippet: WANTED,
      },
    },
    wide: {
      says: 'The session cookie {cookie:outside} of {host:name} is sent to every host of the domain',
      ...weak,
      class: 'later',
      fix: { steps: ['Leave Domain out, so that only the app itself gets it; status, docs and preview hosts need no session.'], snippet: WANTED },
    },
  },
  judge({ answers, session, http, deploy }, { subject, intent, report }) {
    if (answers.status === 'none') return report.notApplicable('the host has no address');
    const host = subject.name;
    const stack = appStackOf(http?.platforms ?? [], deploy?.framework);
    const seen = [...answers.answers, ...(session?.answers ?? [])].flatMap((answer) => answer.cookies.map((cookie) => ({ answer, cookie })));
    const kept = [...new Map(seen.filter(({ cookie }) => !cookie.removes).map((one) => [one.cookie.name, one] as const)).values()];
    const proofOf = (answer: Pick<SeenAnswer, 'url'>, cookie: SeenCookie) => [
      { says: `answered by ${answer.url}`, lines: [quote(`set-cookie: ${cookie.line}`, 600)] },
    ];
    for (const { answer, cookie } of kept) {
      const details = { host, cookie: cookie.name, proof: proofOf(answer, cookie) };
      const because = refusal(cookie, host);
      if (because !== undefined && (cookie.session || cookie.name.startsWith('__')))
        report.fail('refused', { ...details, because: quote(because, 200), ...softened(intent, host) });
      if (!cookie.session || because !== undefined) continue;
      const fix = (step: string) => sessionCookieRemedy(stack, [step], cookie.name);
      if (!cookie.secure) report.fail('insecure', { ...details, fix: fix('Set Secure on the cookie.') });
      if (!cookie.httpOnly && !FOR_SCRIPTS.test(cookie.name)) report.fail('readable', { ...details, fix: fix('Set HttpOnly on the cookie.') });
      if (cookie.sameSite === 'none') report.fail('cross-site', details);
      if (cookie.domain === zoneOf(subject)) report.fail('wide', details);
    }
    report.pass(kept.length === 0 ? 'no cookie was set for a visitor who is not logged in' : `${kept.length} cookies seen`);
  },
});
