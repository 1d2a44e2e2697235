import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { dropPersonal } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

const WORDS = { card: 'card numbers', iban: 'bank account numbers (IBAN)', 'national-id': 'national identity numbers' } as const;

export const identityNumbers = defineCheck({
  id: 'logs/identity-numbers',
  rows: ['K3', 'K4'],
  stage: 'secrets',
  about: 'project',
  title: 'No card, account or identity number stands in the logs',
  why: 'With these numbers money and identities are stolen. Card numbers in a log put you under the rules of the card companies, with an audit.',
  test: 'search the logs for the last four digits of a card that you paid with',
  refs: ['PCI DSS 4.0.1 §3.5', 'GDPR Art. 87', 'CWE-532'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'number-logged': {
      says: '{log:name} shows {what:names} on {lines:count} line{lines:s}; each passes the check of its kind',
      class: 'blocker',
      impact: 'data',
      identity: ['log'],
      minutes: 30,
      fix: dropPersonal,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, finds, lines, proof } of leaksIn(logs, ['card', 'iban', 'national-id'], RUNNING)) {
      const what = [...new Set(finds.map(({ kind }) => WORDS[kind as keyof typeof WORDS]))];
      report.fail('number-logged', { log, what, lines, proof });
    }
    sayNone(logs, RUNNING, 'no card, account or identity number', report);
  },
});
