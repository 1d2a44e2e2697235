import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { dropDump } from './log-remedies.ts';
import { BUILDING, leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

const ALL = [...RUNNING, ...BUILDING];

export const environmentDump = defineCheck({
  id: 'logs/environment-dump',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'The environment is not printed into the logs',
  why: 'The environment holds every key of the app. Printed once while somebody looked for a fault, it is in the log for good.',
  test: 'search the logs for NODE_ENV= and for HOME=',
  refs: ['CWE-526'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'environment-printed': {
      says: '{log:name} shows the whole environment {times:count} time{times:s}',
      class: 'incident',
      impact: 'data',
      identity: ['log'],
      minutes: 20,
      fails: ['K3'],
      fix: dropDump,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, lines, proof } of leaksIn(logs, ['env-dump'], ALL)) report.fail('environment-printed', { log, times: lines, proof });
    sayNone(logs, ALL, 'no printed environment', report);
  },
});
