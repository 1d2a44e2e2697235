import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { hideUrls } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const urlTokens = defineCheck({
  id: 'logs/url-tokens',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'No token stands in the addresses that are logged',
  why: 'Links for a password reset or a sign-in work for whoever has them. In an access log they lie for weeks, beside those that were never used.',
  test: 'ask for a password reset, open its link, and search the access log for the end of the link',
  refs: ['OWASP ASVS 5.0 V14.2.1', 'CWE-598'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'token-in-address': {
      says: '{log:name} shows addresses with {what:names} on {lines:count} line{lines:s}: each opens what it was sent for',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: hideUrls,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, what, lines, proof } of leaksIn(logs, ['url-token'], RUNNING)) report.fail('token-in-address', { log, what, lines, proof });
    sayNone(logs, RUNNING, 'no token in an address', report);
  },
});
