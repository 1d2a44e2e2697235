import { edgeDeclaredRoutes } from '../../evidence/edge/declared-routes.ts';
import type { RedirectWalk } from '../../evidence/edge/http.ts';
import { defineCheck, one } from '../../model/check.ts';
import { stepsOf, walkLines } from '../edge/edge-facts.ts';
import { keeps } from './redirect-step.ts';

const dead = { class: 'blocker', impact: 'revenue', identity: ['url'], minutes: 20, reach: 'one-flow' } as const;

export const callbacks = defineCheck({
  id: 'domain/callbacks',
  rows: ['B6'],
  stage: 'domain',
  about: 'project',
  title: 'Sign-in callbacks arrive with their code',
  why: 'Google, GitHub or your sign-in service send people back to this address. When it is gone, or loses the code on the way, nobody can log in.',
  test: 'curl -sIL "<callback>?code=lr&state=lr" | grep -iE "^(HTTP|location)"',
  refs: ['RFC 6749 §4.1.2', 'RFC 9700 §4.1'],
  needs: { routes: one(edgeDeclaredRoutes, ['callbacks']) },
  maxAge: '24h',
  monitorable: '15m',
  problems: {
    gone: {
      says: 'The callback {url:outside} answers {status:count}: whoever logs in ends there',
      ...dead,
      fix: { steps: ['Correct the address at the sign-in service, or add the route to the app; both must be the same to the letter.'] },
    },
    fails: {
      says: 'The callback {url:outside} answers an unknown code with a server error ({status:count})',
      ...dead,
      class: 'incident',
      fails: [],
      fix: { steps: ['Read the log at the time of this audit.', 'A code that is refused must lead back to the log-in with a sentence, not to an error.'] },
    },
    'loses-code': {
      says: 'On the way to the callback {url:outside} a redirect loses the code of the sign-in',
      ...dead,
      fix: {
        steps: [
          'Let the redirect keep path and query (nginx: return 301 https://$host$request_uri;).',
          'Register the final address at the sign-in service, so that no redirect is needed.',
        ],
      },
    },
    unreachable: {
      says: 'The callback {url:outside} leads nowhere',
      ...dead,
      fix: { steps: ['Correct the address in the config and at the sign-in service: its host has no address, or nothing answers there.'] },
    },
  },
  judge({ routes }, { report }) {
    if (routes.callbacks.length === 0) return report.notApplicable('the config names no callback (endpoints with is: "callback")');
    for (const { url, walk, plain } of routes.callbacks) {
      const proof = [{ says: 'asked as a sign-in service sends people back', lines: walkLines(walk) }];
      const first = walk.hops.find((hop) => !changesPlace(hop.url, hop.location));
      const lossy = [walk, plain].find((one) => one !== null && losesCode(one));
      if (lossy) report.fail('loses-code', { url, proof: [{ says: 'asked as a sign-in service sends people back', lines: walkLines(lossy) }] });
      else if (walk.end === 'challenged') report.unknown(`a bot check answers at ${url}`);
      else if (!first) {
        if (['not-found', 'refused', 'malformed'].includes(walk.failure?.code ?? '')) report.fail('unreachable', { url, proof, grade: 'observed' });
        else report.unknown(`${url}: ${walk.failure?.reason ?? 'redirects do not end'}`);
      } else if ([404, 405, 410].includes(first.status)) report.fail('gone', { url, status: first.status, proof });
      else if (first.status >= 500) report.fail('fails', { url, status: first.status, proof });
    }
    report.pass(`${routes.callbacks.length} callbacks answer`);
  },
});

/** The same path on another scheme or host: on the way to the callback, not its answer. */
function changesPlace(from: string, location: string | null): boolean {
  const [a, b] = [URL.parse(from), location === null ? null : URL.parse(location, from)];
  return a !== null && b !== null && a.origin !== b.origin && (b.pathname === a.pathname || b.pathname === '/');
}

function losesCode(walk: RedirectWalk): boolean {
  return stepsOf(walk).some(({ from, to }) => {
    const at = URL.parse(from.url);
    const moved = at !== null && at.origin !== to.origin && (to.pathname === '/' || to.pathname === at.pathname);
    const sameSite = at !== null && (to.hostname === at.hostname || to.hostname.replace(/^www\./, '') === at.hostname.replace(/^www\./, ''));
    return moved && sameSite && from.url.includes('code=') && !keeps(to, 'code=');
  });
}
