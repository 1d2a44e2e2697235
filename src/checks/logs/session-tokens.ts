import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { cutTokens } from './log-remedies.ts';
import { leakOf, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const sessionTokens = defineCheck({
  id: 'logs/session-tokens',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'No signed token (JWT) stands in the logs',
  why: 'A signed token is a session: until it ends, whoever has it is that user. What it says about the user can be read by anybody for ever.',
  test: 'search the logs for eyJ',
  refs: ['RFC 8725', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'token-still-good': {
      says: '{log:name} shows signed tokens that are still good ({what:names}) on {lines:count} line{lines:s}',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: cutTokens,
    },
    'token-ended': {
      says: '{log:name} shows signed tokens on {lines:count} line{lines:s}; these have ended, the next ones will not have',
      class: 'incident',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fails: [],
      fix: cutTokens,
    },
  },
  judge({ logs }, { report }) {
    for (const sink of logs.sinks.filter(({ kind }) => RUNNING.includes(kind))) {
      // What everybody has in the browser opens nothing.
      const tokens = sink.finds.filter(({ kind, what }) => kind === 'jwt' && !what.endsWith(' anon'));
      const good = tokens.filter(({ what }) => !what.startsWith('expired'));
      const ended = tokens.filter(({ what }) => what.startsWith('expired'));
      const { log, what, lines, proof } = leakOf(sink, good.length > 0 ? good : ended);
      if (good.length > 0) report.fail('token-still-good', { log, what, lines, proof });
      else if (ended.length > 0) report.fail('token-ended', { log, lines, proof });
    }
    sayNone(logs, RUNNING, 'no signed token', report);
  },
});
