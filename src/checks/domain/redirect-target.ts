import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { NO_ADDRESS, notForVisitors, softened, walkLines } from '../edge/edge-facts.ts';
import { forwarding } from '../edge/nginx-forwarding.ts';
import { innerTargetOf } from './server-side-address.ts';

export const redirectTarget = defineCheck({
  id: 'domain/redirect-target',
  rows: ['B6'],
  stage: 'domain',
  about: 'host',
  title: 'Redirects lead to addresses that visitors can reach',
  why: 'Behind a proxy an application easily writes its own inner address (localhost:3000, a container name) into a redirect: the browser of every visitor then looks for a server on the visitor’s own machine.',
  test: 'curl -sI https://{subject} | grep -i location',
  refs: ['RFC 9110 §10.2.2', 'RFC 7239'],
  needs: { http: one(edgeHttp, ['http', 'https', 'deep']) },
  maxAge: '24h',
  monitorable: '15m',
  unless: notForVisitors,
  problems: {
    'inner-address': {
      says: '{host:name} sends visitors to {target:outside}, an address that exists only inside your server',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 15,
    },
  },
  judge({ http: { status, root, deep } }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    for (const walk of [root.https, root.http, deep?.https, deep?.http]) {
      const target = innerTargetOf(walk);
      if (!walk || !target) continue;
      return report.fail('inner-address', {
        host: subject.name,
        target: quote(target.host, 100),
        proof: [{ says: 'asked, redirect by redirect', lines: walkLines(walk) }],
        fix: {
          steps: [
            `Tell the application its public address (an environment variable such as APP_URL, NEXTAUTH_URL or ORIGIN): https://${subject.name}`,
            'Let the proxy hand on the host that the visitor asked for, and the application trust it (Express: app.set("trust proxy", 1)).',
          ],
          snippet: {
            language: 'nginx',
            text: `${forwarding({ 'X-Forwarded-Host': '$host' })}\nproxy_redirect default;`,
            where: 'the location that passes requests to the application',
          },
        },
        ...softened(intent, subject.name),
      });
    }
  },
});
