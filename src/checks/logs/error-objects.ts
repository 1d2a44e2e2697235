import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { redactErrors } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const errorObjects = defineCheck({
  id: 'logs/error-objects',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'Logged errors do not carry the key of the request that failed',
  why: 'Errors of HTTP and AI clients hold the whole request. The first outage of the provider then writes your key into the log, once for each try.',
  test: 'start the app with a wrong model key, send a message, and search the log for that key',
  refs: ['CWE-532', 'CWE-209'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'key-in-error': {
      says: '{log:name} shows {what:names} inside logged errors on {lines:count} line{lines:s}: it is your own key',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: redactErrors,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, what, lines, proof } of leaksIn(logs, ['error-headers'], RUNNING)) report.fail('key-in-error', { log, what, lines, proof });
    sayNone(logs, RUNNING, 'no key inside an error', report);
  },
});
