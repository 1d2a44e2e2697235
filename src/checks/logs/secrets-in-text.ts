import { secretRules } from '../../data/secret-rules.ts';
import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { knownWords } from '../../model/secret-rule.ts';
import { redactFields } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const secretsInText = defineCheck({
  id: 'logs/secrets-in-text',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'No key of a provider stands in the text of a log line',
  why: 'Redaction by field names does not see a key that was written into a sentence. Whoever reads the log can use it.',
  test: 'search the logs for the first letters of your keys',
  refs: ['CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'key-in-text': {
      says: '{log:name} shows {what:names} on {lines:count} line{lines:s}',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: redactFields,
    },
  },
  judge({ logs }, { report, intent }) {
    for (const { log, what, lines, proof, sure } of leaksIn(logs, ['secret'], RUNNING)) {
      const names = what.map((format) => knownWords(format, secretRules, intent.secretRules)?.says ?? format);
      report.fail('key-in-text', { log, what: names, lines, proof, ...(!sure && { grade: 'inferred' as const }) });
    }
    sayNone(logs, RUNNING, 'no key of a provider', report);
  },
});
