import { edgePostRedirects } from '../../evidence/edge/post-redirects.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';

export const redirectKeepsMethod = defineCheck({
  id: 'domain/redirect-keeps-method',
  rows: ['B6'],
  stage: 'domain',
  about: 'project',
  title: 'Redirects keep a POST a POST',
  why: 'After a 301 or 302 clients send a GET without content: webhooks, forms and API calls that use the old address are lost without a trace.',
  test: 'curl -si -X POST http://<endpoint> | head -3',
  refs: ['RFC 9110 §15.4.2', 'RFC 9110 §15.4.9'],
  needs: { posts: one(edgePostRedirects, ['asked']) },
  maxAge: '24h',
  unless: (_, { endpoints = [] }) => (endpoints.some(({ method }) => method === 'POST') ? undefined : 'the config names no endpoint that is posted to'),
  problems: {
    'method-lost': {
      says: 'A POST to {url:outside} is redirected with status {status:count}, which turns it into a GET without its content',
      // The declared addresses are https: only who still posts to http loses anything.
      class: 'later',
      impact: 'revenue',
      identity: ['url'],
      minutes: 10,
      reach: 'one-flow',
      fix: {
        steps: [
          'Redirect with 308 (permanent) or 307 instead of 301 or 302, at least for addresses that are posted to.',
          'Correct the address where it is entered (webhook settings of Stripe, GitHub …), so that no redirect is needed.',
        ],
        snippet: { language: 'nginx', text: 'return 308 https://$host$request_uri;', where: 'the server block that listens on port 80' },
      },
    },
  },
  judge({ posts }, { report }) {
    for (const { url, status, location } of posts.asked) {
      if (![301, 302, 303].includes(status) || location === null) continue;
      report.fail('method-lost', {
        url,
        status,
        proof: [{ says: 'sent with an empty body', lines: [quote(`POST ${url} -> ${status} location: ${location}`)] }],
      });
    }
    report.pass(posts.asked.length === 0 ? 'nothing answers a POST on plain http' : `${posts.asked.length} POSTs tried`);
  },
});
