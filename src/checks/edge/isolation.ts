import { edgeHttp } from '../../evidence/edge/http.ts';
import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { headerOf, NO_ADDRESS, notForVisitors } from './edge-facts.ts';

/** Sign-ins that open a window and wait for its answer; their own documentation asks for `same-origin-allow-popups`. */
const POPUP_SIGN_INS = new Set(['accounts.google.com', 'apis.google.com', 'appleid.cdn-apple.com', 'connect.facebook.net', 'alcdn.msauth.net']);
const ALLOW_POPUPS = 'Cross-Origin-Opener-Policy: same-origin-allow-popups';
/** What follows the first word only says where to report to. */
const wordOf = (value: string | undefined): string => value?.split(';')[0]?.trim().toLowerCase() ?? '';

export const isolation = defineCheck({
  id: 'edge/isolation',
  rows: ['C6'],
  stage: 'edge',
  about: 'host',
  title: 'Isolation headers do not shut out what the page itself needs',
  why: 'A page that isolates itself (COOP, COEP) stops the window of a sign-in from answering, or scripts of others from loading; curl and tests see nothing of it.',
  test: 'Open https://{subject} with the developer tools (F12), sign in through the window of another company, and look for "Cross-Origin" in the console',
  refs: ['HTML Standard, cross-origin opener policies', 'developers.google.com/identity/gsi/web/guides/get-google-api-clientid#cross_origin_opener_policy'],
  needs: { http: one(edgeHttp, ['https']), code: one(edgePageCode, []) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    'sign-in-window': {
      says: '{host:name} cuts itself off from the windows that it opens, and loads a sign-in that needs its window ({from:names}): it may never come back',
      class: 'later',
      impact: 'revenue',
      identity: [],
      minutes: 15,
    },
    'foreign-scripts': {
      says: '{host:name} only takes scripts that allow it (Cross-Origin-Embedder-Policy), and loads those of others: {from:names}; browsers may block them',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 20,
    },
  },
  judge({ http: { status, root, page }, code }, { subject, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const last = root.https.hops.at(-1);
    if (!page?.html || !last || last.host !== subject.name || code.status === 'none') return report.notApplicable('the host serves no page of its own');
    const values = { opener: headerOf(last, 'cross-origin-opener-policy'), embedder: headerOf(last, 'cross-origin-embedder-policy') };
    const from = [...new Set(code.foreignScripts.map(({ host }) => host))];
    const about = (name: string, value: string | undefined, hosts: readonly string[]) => ({
      host: subject.name,
      from: hosts,
      // Whether it breaks depends on how the vendor answers, and which of its ways is used: that only a browser shows.
      grade: 'inferred' as const,
      proof: [
        { says: 'the page answers with', lines: [quote(`${name}: ${value ?? ''}`)] },
        { says: 'and loads scripts of', lines: hosts.map((one) => quote(one)) },
      ],
    });
    const windows = from.filter((host) => POPUP_SIGN_INS.has(host));
    if (wordOf(values.opener) === 'same-origin' && windows.length > 0) {
      const fix = { steps: [`Send ${ALLOW_POPUPS} with the pages on which people sign in.`] };
      report.fail('sign-in-window', { ...about('cross-origin-opener-policy', values.opener, windows), fix });
    }
    if (wordOf(values.embedder) === 'require-corp' && from.length > 0) {
      const steps = [
        'If nothing of the page needs SharedArrayBuffer, take the header away.',
        'Else send "credentialless" instead, or write crossorigin on each script element whose vendor allows CORS.',
      ];
      report.fail('foreign-scripts', { ...about('cross-origin-embedder-policy', values.embedder, from), fix: { steps } });
    }
  },
});
