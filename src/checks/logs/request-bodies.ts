import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { redactFields } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const requestBodies = defineCheck({
  id: 'logs/request-bodies',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'No password and no secret field stands in the logs',
  why: 'People use one password in many places. A log with passwords turns a small leak into many stolen accounts.',
  test: 'log in with a made-up password and search the log for it',
  refs: ['OWASP ASVS 5.0 V16.2.5', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'password-logged': {
      says: '{log:name} shows the value of {what:names} on {lines:count} line{lines:s}',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: redactFields,
    },
    'secret-field-logged': {
      says: '{log:name} shows the value of {what:names} on {lines:count} line{lines:s}: fields of that name open something',
      class: 'incident',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: redactFields,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, what, lines, proof } of leaksIn(logs, ['password', 'url-credentials'], RUNNING))
      report.fail('password-logged', { log, what, lines, proof });
    // A name alone is a strong hint, not a proof.
    for (const { log, what, lines, proof } of leaksIn(logs, ['token-field'], RUNNING))
      report.fail('secret-field-logged', { log, what, lines, proof, grade: 'inferred' });
    sayNone(logs, RUNNING, 'no password and no secret field', report);
  },
});
