import { loggingCode, type LoggingCode } from '../../evidence/logs/logging-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import { dropDump, redactErrors, redactFields, redactHeaders, withoutPeople } from './log-remedies.ts';

const PROBLEM_OF: Readonly<
  Record<LoggingCode['places'][number]['kind'], 'environment-in-code' | 'headers-in-code' | 'body-in-code' | 'error-in-code' | 'people-in-code'>
> = {
  environment: 'environment-in-code',
  headers: 'headers-in-code',
  'request-logger': 'headers-in-code',
  body: 'body-in-code',
  'client-error': 'error-in-code',
  'sentry-people': 'people-in-code',
};
const MOST_SHOWN = 6;

export const loggingCodeCheck = defineCheck({
  id: 'logs/logging-code',
  rows: ['K3'],
  stage: 'secrets',
  about: 'repository',
  title: 'The code logs no request, environment or client error as a whole',
  why: 'What is logged whole brings along what nobody thought of: session cookies, passwords, keys, what people wrote to the bot. Logs are kept for months and read by many.',
  test: 'send one request with a made-up token in the authorization header and search the log for it: launch-ready logs plant does that',
  refs: ['OWASP Logging Cheat Sheet: Data to exclude', 'pino-http: req serializer', 'express-winston: requestWhitelist', 'Sentry: sendDefaultPii'],
  needs: { code: one(loggingCode) },
  maxAge: 'commit',
  problems: {
    'environment-in-code': {
      says: 'the code prints the whole environment, all keys included, {times:count} time{times:s} (first in {path:outside})',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 15,
      fix: dropDump,
    },
    'headers-in-code': {
      says: 'the code logs all headers of requests, session cookies and tokens included, at {times:count} place{times:s} (first in {path:outside})',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 20,
      fix: redactHeaders,
    },
    'error-in-code': {
      says: 'the code logs what a client sent, its key included, when a call fails, at {times:count} place{times:s} (first in {path:outside})',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 20,
      fix: redactErrors,
    },
    'body-in-code': {
      says: 'the code logs whole what people send (messages, passwords), at {times:count} place{times:s} (first in {path:outside})',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 20,
      fix: redactFields,
    },
    'people-in-code': {
      says: 'Sentry is told to keep who each person is: addresses, cookies, headers (sendDefaultPii in {path:outside})',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 10,
      fix: withoutPeople,
    },
  },
  judge({ code }, { report }) {
    const problems = Map.groupBy(code.places, ({ kind }) => PROBLEM_OF[kind]);
    for (const [problem, places] of problems) {
      const [{ path } = { path: quote('') }] = places;
      const shown = places
        .slice(0, MOST_SHOWN)
        .map((place) => ({ says: 'It stands here', lines: [place.code], location: { path: place.path, line: place.line } }));
      const more = places.length > MOST_SHOWN ? [{ says: `And ${count(places.length - MOST_SHOWN, 'more place')}` }] : [];
      report.fail(problem, { times: places.length, path, proof: [...shown, ...more], grade: 'inferred' });
    }
    if (code.files === 0) report.notApplicable('there is no code in JavaScript, TypeScript or Python here');
    else if (problems.size === 0) report.pass(`nothing of the kind in ${count(code.files, 'file')}`);
  },
});
