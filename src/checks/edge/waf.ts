import { canary } from '../../evidence/edge/canary.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors, purposeOf } from './edge-facts.ts';
import { wafRemedy } from './edge-access-remedies.ts';
import { stackOf } from './stack.ts';

/** Hosts that customers and attackers meet. */
const EXPOSED = new Set(['apex', 'www', 'app', 'api', 'admin', 'auth']);

export const wafCheck = defineCheck({
  id: 'edge/waf',
  rows: ['C9'],
  stage: 'edge',
  about: 'host',
  title: 'A firewall in front stops the best known attack patterns',
  why: 'Robots try the same few attacks on every new site within hours. A basic rule set at the edge stops them before a mistake in the code meets them.',
  test: "curl -so /dev/null -w '%{http_code}\\n' 'https://{subject}/?q=%3Cscript%3Ealert(1)%3C/script%3E': 403 is good, 200 is not",
  refs: ['OWASP Core Rule Set', 'developers.cloudflare.com: WAF managed rules'],
  needs: { seen: one(canary), http: maybe(edgeHttp, []) },
  maxAge: '24h',
  unless: notForVisitors,
  attestable: true,
  problems: {
    'lets-all-through': {
      says: '{host:name} lets {n:count} of {n:count} well-known attack patterns through to the application: no firewall rules are on',
      class: 'incident',
      impact: 'control',
      identity: [],
      minutes: 20,
    },
  },
  judge({ seen, http }, { subject, intent, report }) {
    if (!EXPOSED.has(purposeOf(intent, subject.name))) return report.notApplicable('neither the product nor its login is at this host');
    if (seen.attacks.length === 0) return report.notApplicable('the host serves no page of its own');
    const stopped = seen.attacks.filter(({ stopped }) => stopped);
    if (stopped.length > 0) return report.pass(`stopped: ${stopped.map(({ name }) => name).join(', ')}`);
    report.fail('lets-all-through', {
      host: subject.name,
      n: seen.attacks.length,
      proof: [
        {
          says: `answered like any other (${seen.usual})`,
          lines: seen.attacks.map(({ name, url, status }) => quote(`${name}: GET ${url} -> ${status ?? 'closed'}`)),
        },
      ],
      fix: wafRemedy(stackOf(http?.platforms ?? [])),
    });
  },
});
