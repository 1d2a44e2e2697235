import { logSinks, type LogSink } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { namesOf, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

const LEAST_ENTRIES = 20;
/** Start-up lines and the like belong to no request. */
const LEAST_WITH_ID = 0.2;
const LEAST_STRUCTURED = 0.5;

const SNIPPET = `// One id for each request, in every line that it causes.
app.use((request, response, next) => {
  request.id = request.headers['x-request-id'] ?? crypto.randomUUID();
  response.setHeader('x-request-id', request.id);
  request.log = logger.child({ requestId: request.id });
  next();
});`;

export const requestIds = defineCheck({
  id: 'logs/request-ids',
  rows: ['K2'],
  stage: 'monitoring',
  about: 'project',
  title: 'The app writes lines that a program can read, with the id of the request',
  why: 'A user says that it failed at noon. With ids you find the one request and everything it caused; without you read thousands of lines.',
  test: 'send a request, take x-request-id of the answer, and search the log for it',
  refs: ['W3C Trace Context', 'The Twelve-Factor App XI'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    unstructured: {
      says: '{log:name} is prose: only {share:count} % of its entries are JSON, key=value or an access log',
      class: 'later',
      impact: 'control',
      identity: ['log'],
      minutes: 60,
      fails: ['K2'],
      fix: { steps: ['Log objects instead of sentences: pino does so by itself, winston with format.json().'] },
    },
    'id-not-logged': {
      says: 'the requests that launch-ready sent are in {log:name}, the ids that it sent along are not, and none that the app answered with',
      class: 'later',
      impact: 'control',
      identity: ['log'],
      minutes: 40,
      fails: ['K2'],
      fix: {
        steps: ['Give each request an id, log it with every line, and send it back in x-request-id: a user who reports a fault then names the very lines.'],
        snippet: { language: 'ts', text: SNIPPET, where: 'before your routes' },
      },
    },
    'no-request-id': {
      says: '{log:name} names no request: only {share:count} % of its entries carry an id',
      class: 'later',
      impact: 'control',
      identity: ['log'],
      minutes: 40,
      fails: ['K2'],
      fix: {
        steps: ['Give each request an id and log it with every line; pino-http does so by itself.'],
        snippet: { language: 'ts', text: SNIPPET, where: 'before your routes' },
      },
    },
  },
  judge({ logs }, { report }) {
    const share = (part: number, { entries }: LogSink): number => Math.round((part * 100) / entries);
    const traced = logs.sinks.filter(({ kind, canaries }) => RUNNING.includes(kind) && canaries?.requestIdSeen);
    for (const sink of logs.sinks.filter(({ kind }) => kind === 'app')) {
      const isEnough = sink.entries >= LEAST_ENTRIES;
      const proof = [{ says: `${sink.structured} of ${sink.entries} entries have a form, ${sink.withRequestId} carry the id of a request` }];
      if (isEnough && sink.structured < sink.entries * LEAST_STRUCTURED)
        report.fail('unstructured', { log: sink.name, share: share(sink.structured, sink), proof });
      else if (isEnough && sink.withRequestId < sink.entries * LEAST_WITH_ID)
        report.fail('no-request-id', { log: sink.name, share: share(sink.withRequestId, sink), proof });
      else if (traced.length === 0 && isUntraced(sink))
        report.fail('id-not-logged', { log: sink.name, proof: [{ says: 'What marks their address is there' }], grade: 'proven' });
    }
    if (traced.length > 0) report.pass(`the id of a request that launch-ready sent is in ${namesOf(traced)}`);
    else sayNone(logs, ['app'], 'a form and ids of requests', report);
  },
});

/** Our request is there, and none of its ids. */
const isUntraced = ({ canaries }: LogSink): boolean => canaries?.wasSent === true && canaries.markerSeen && !canaries.requestIdSeen;
