import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { shortenAddresses } from './log-remedies.ts';
import { leaksIn, RUNNING, sayNone, withoutLogs } from './sink-facts.ts';

export const visitorAddresses = defineCheck({
  id: 'logs/visitor-addresses',
  rows: ['K4'],
  stage: 'secrets',
  about: 'project',
  title: 'The logs do not hold the whole addresses of visitors',
  why: 'An IP address counts as personal data. Logs with it need a reason, a time after which they are deleted, and a line in the privacy notice.',
  test: 'look into the access log for your own address',
  refs: ['GDPR recital 30', 'CJEU C-582/14'],
  needs: { logs: one(logSinks) },
  maxAge: '24h',
  unless: withoutLogs,
  problems: {
    'address-logged': {
      says: '{log:name} shows whole IP addresses on {lines:count} line{lines:s}',
      class: 'later',
      impact: 'data',
      identity: ['log'],
      minutes: 20,
      fix: shortenAddresses,
    },
  },
  judge({ logs }, { report }) {
    for (const { log, lines, proof } of leaksIn(logs, ['ip'], RUNNING)) report.fail('address-logged', { log, lines, proof });
    sayNone(logs, RUNNING, 'no whole IP address', report);
  },
});
