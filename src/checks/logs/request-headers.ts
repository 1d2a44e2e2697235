import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { redactHeaders } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const requestHeaders = defineCheck({
  id: 'logs/request-headers',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'No session and no key of a request stands in the logs',
  why: 'Whoever can read the logs (a colleague, a log service, a support ticket with an attachment) can act as the user whose session is in them.',
  test: 'log in, then search the log for the value of your own session cookie',
  refs: ['OWASP ASVS 5.0 V16.2.5', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'header-logged': {
      says: '{log:name} shows {what:names} of requests on {lines:count} line{lines:s}: who reads the log can act as those users',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: redactHeaders,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, what, lines, proof } of leaksIn(logs, ['auth-header'], RUNNING)) report.fail('header-logged', { log, what, lines, proof });
    sayNone(logs, RUNNING, 'no authorization, cookie or key header', report);
  },
});
