import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { dropPersonal } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

const WORDS = { email: 'mail addresses', phone: 'phone numbers', name: 'names of people' } as const;

export const personalData = defineCheck({
  id: 'logs/personal-data',
  rows: ['K4'],
  stage: 'secrets',
  about: 'project',
  title: 'No mail address, phone number or name of a person stands in the logs',
  why: 'Logs are kept for long and read by many. Personal data in them must be deleted on request, which nobody can do in a log.',
  test: 'sign up with an address of your own and search the logs for it',
  refs: ['GDPR Art. 5(1)(c)', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'person-logged': {
      says: '{log:name} shows {what:names} on {lines:count} line{lines:s}',
      class: 'incident',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: dropPersonal,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, finds, lines, proof } of leaksIn(logs, ['email', 'phone', 'name'], RUNNING)) {
      const what = [...new Set(finds.map(({ kind }) => WORDS[kind as keyof typeof WORDS]))];
      report.fail('person-logged', { log, what, lines, proof });
    }
    sayNone(logs, RUNNING, 'no mail address, phone number or name', report);
  },
});
