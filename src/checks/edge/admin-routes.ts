import { edgeAnswers } from '../../evidence/edge/answers.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgeSession } from '../../evidence/edge/session.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors } from './edge-facts.ts';

const open = { class: 'blocker', impact: 'data', identity: ['url'], minutes: 45 } as const;
const FIX = {
  steps: [
    'Check in the server, before anything is read or changed, that the session belongs to an administrator: hiding a link or checking in the browser protects nothing.',
    'Answer 401 without a session and 403 with an ordinary one, in one place (middleware) for the whole admin area.',
    'Better still, put the area behind a second door (Cloudflare Access, Vercel Deployment Protection, a VPN).',
  ],
} as const;

/** Admin addresses that the config names on this host: its admin endpoints, and the front page of an admin host. */
function adminUrls({ endpoints = [], hosts }: Intent, host: string): string[] {
  const named = endpoints.filter(({ is, method, url }) => is === 'admin' && method === 'GET' && new URL(url).hostname === host).map(({ url }) => url);
  return hosts.some(({ name, purpose }) => name === host && purpose === 'admin') ? [...named, `https://${host}/`] : named;
}

export const adminRoutes = defineCheck({
  id: 'edge/admin-routes',
  rows: ['C14'],
  stage: 'edge',
  about: 'host',
  title: 'Admin routes open for administrators only',
  why: 'An admin page that anybody, or any customer, can open shows and changes the data of all customers.',
  test: 'Open the admin address in a private window, then logged in as an ordinary user: neither may show it',
  refs: ['OWASP API5:2023', 'CWE-862'],
  needs: { http: one(edgeHttp, ['https']), answers: one(edgeAnswers, ['answers']), session: maybe(edgeSession, ['answers']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'open-to-all': { says: 'Anybody can open {url:outside} without logging in', ...open, fix: FIX },
    'open-to-users': { says: 'An ordinary user can open {url:outside}, which is for administrators', ...open, fix: FIX },
  },
  judge({ http, answers, session }, { subject, intent, report }) {
    const wanted = adminUrls(intent, subject.name);
    if (wanted.length === 0) return report.notApplicable('the config names no admin route on this host (endpoints, or a host with the purpose "admin")');
    if (http.status === 'no-address') return report.notApplicable(NO_ADDRESS);
    const missing: string[] = [];
    for (const url of wanted) {
      const first = answers.answers.find((answer) => answer.url === quote(url, 500));
      const answer = (url.endsWith('/') && answers.answers.find((next) => next.url === first?.to)) || first;
      if (!answer) missing.push(`${url} could not be asked`);
      else if (answer.status < 300 && answer.looks === 'made-by-script')
        missing.push(`${url} is filled by a script in the browser: what it shows there cannot be seen from here`);
      else if (answer.status < 300 && answer.looks !== 'sign-in')
        report.fail('open-to-all', { url: answer.url, proof: [{ says: 'asked without a session', lines: [quote(`GET ${answer.url} -> ${answer.status}`)] }] });
      const users = (session?.answers ?? []).filter((door) => door.as !== 'admin' && door.url === quote(url, 500));
      if (users.length === 0) missing.push('whether an ordinary user is kept out was not tried: name the session of one (sessions, role "user") in the config');
      const entered = users.find((door) => door.status < 300 && (door.looks === 'page' || door.looks === 'no-page'));
      if (entered && answer && answer.status >= 300)
        report.fail('open-to-users', {
          url: entered.url,
          proof: [{ says: `asked as ${entered.session} (role ${entered.as})`, lines: [quote(`GET ${entered.url} -> ${entered.status}`)] }],
        });
    }
    if (missing[0] !== undefined) return report.unknown(missing[0]);
    report.pass(`${wanted.length} admin ${wanted.length === 1 ? 'address' : 'addresses'} kept shut for visitors and for ordinary users`);
  },
});
