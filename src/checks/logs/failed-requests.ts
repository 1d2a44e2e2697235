import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { namesOf, RUNNING } from './sink-facts.ts';

export const failedRequests = defineCheck({
  id: 'logs/failed-requests',
  rows: ['K1'],
  stage: 'monitoring',
  about: 'project',
  title: 'Requests that fail are in the logs',
  why: 'When users say that it does not work, the log is the only witness. If failures are not in it, every incident begins with guessing.',
  test: 'open a page of the app that does not exist and look for it in the log',
  refs: ['OWASP ASVS 5.0 V16.3'],
  // What is there is there, however much was not read.
  needs: { logs: one(logSinks, []) },
  maxAge: '24h',
  attestable: true,
  problems: {
    'not-logged': {
      says: 'the failing request that launch-ready sent is in none of the logs ({logs:names})',
      class: 'incident',
      impact: 'control',
      identity: [],
      minutes: 40,
      fix: {
        steps: [
          'Log every request with method, path, status and duration, and every error with its stack: pino-http, morgan or the access log of the server in front.',
        ],
      },
    },
  },
  judge({ logs }, { report }) {
    const running = logs.sinks.filter(({ kind }) => RUNNING.includes(kind));
    if (running.length === 0) return report.unknown('none of the logs is one of the running app');
    const sum = (of: (sink: (typeof running)[number]) => number): number => running.reduce((total, sink) => total + of(sink), 0);
    const [failed, errors, requests] = [sum((sink) => sink.failedRequests), sum((sink) => sink.errors), sum((sink) => sink.requests)];
    if (failed > 0) return report.pass(`${count(failed, 'failed request')} among ${requests} in ${namesOf(running)}`);
    if (errors > 0) return report.pass(`${count(errors, 'error')} in ${namesOf(running)}`);
    if (running.some(({ canaries: seen }) => seen?.markerSeen)) return report.pass('the failing request that launch-ready sent is in the log');
    const wasSent = running.some(({ canaries: seen }) => seen?.wasSent);
    // The log may lag behind, or be another server's.
    if (wasSent)
      report.fail('not-logged', {
        logs: running.map(({ name }) => name),
        grade: 'inferred',
        proof: [{ says: `${count(requests, 'request')} in the logs, none of them the planted one` }],
      });
    else
      report.unknown(
        `no failed request and no error among ${count(
          sum((sink) => sink.entries),
          'entry',
          'entries',
        )}: launch-ready logs plant --active sends one that fails`,
      );
  },
});
